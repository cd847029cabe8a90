/** An independent referee: SPIN comes to the explorer's verdict on examples with several tasks; in test:long on all. */
import fc from "fast-check";
import type { Task } from "fd-reservation";
import { ExploreError, scenario, toPromela, type Scenario, type World } from "fd-reservation/explore";
import { describe, expect, test } from "vitest";
import { hasSpin, runSpin } from "../../bench/explore/spin.js";
import { examplesWithTasks } from "../../scripts/examples-with-tasks.js";
import { isLong, runs } from "../effort.js";
import { need, needs } from "../tools.js";
import { programs } from "./brute-force.js";
import { programScenario } from "./program-scenario.js";

const all = (await examplesWithTasks()).map(({ scenario }) => scenario);
/** All of them, or every twelfth: a model takes a compiler of C more than a second. */
const examples = all.filter((_, index) => isLong || index % 12 === 0);

/** What SPIN may take for one model: only what hangs takes as long. */
const SECONDS = 600;

/** Random programs without calls, of which each access is a step of the model. */
const RUNS = runs({ fast: 5, usual: 20, long: 500 });

describe("SPIN", need(needs.spin, hasSpin()), () => {
  test("there are examples", () => expect(examples.length).toBeGreaterThan(10));

  for (const example of examples) {
    test(example.name, () => void agreeOn(example));
  }

  test("both find a lost increment where a call is not atomic", () => {
    expect(agreeOn(increments(false))).toBe("violated");
  });

  test("and agree that it is none where it is", () => {
    expect(agreeOn(increments(true))).toBe("holds");
  });

  test("and where a task makes no call, each of its accesses is a step", () => {
    const add: Run = (memory, words) => memory.store(words, memory.load(words) + 1);
    const check: Check = (words) => words[0] === 2 || fail("an increment was lost");
    expect(agreeOn(program({ a: add, b: add }, check))).toBe("violated");
    const locked: Run = (memory, words, current) => {
      memory.lock(words + 1);
      add(memory, words, current);
      memory.unlock(words + 1);
    };
    expect(agreeOn(program({ a: locked, b: locked }, check))).toBe("holds");
  });

  test("a task of which nothing is known, since another one throws at once", () => {
    const throwing = scenario({
      name: "throws",
      tasks: {
        a: ({ kernel: { memory } }) => {
          memory.load(memory.top - 1);
          throw new TypeError("at once");
        },
        b: (current) => void current.fGetfd(9),
      },
    });
    expect(agreeOn(throwing)).toBe("violated");
  });

  test("a block is given again to whoever asks for as many words of its kind", () => {
    const use = (size: number): Run => {
      return (memory) => {
        const block = memory.allocate(size, "block");
        memory.store(block, size);
        if (memory.load(block) !== size) throw new Error("somebody else has the block");
        memory.recycle(block);
      };
    };
    expect(agreeOn(program({ a: use(1), b: use(1) }))).toBe("holds");
    expect(agreeOn(program({ a: use(1), b: use(2) }))).toBe("holds");
    // The first block of b's that is found is a's, given again; once c has that one, b gets a new one.
    const later: Run = (memory, words, current) => {
      if (memory.load(words) === 1) use(1)(memory, words, current);
    };
    const first: Run = (memory, words, current) => {
      use(1)(memory, words, current);
      memory.store(words, 1);
    };
    expect(agreeOn(program({ a: first, b: later, c: later }))).toBe("holds");
  });

  test("a cell that holds one word in this run and two in that one", () => {
    const choose: Run = (memory, words) => {
      const size = memory.load(words) === 0 ? 1 : 2;
      memory.recycle(memory.allocate(size, "block"));
      memory.store(memory.allocate(1, "block"), 1);
    };
    expect(agreeOn(program({ a: choose, b: (memory, words) => memory.store(words, 1) }))).toBe("holds");
  });

  test("a wait queue in freed memory is not woken, wherever that is in a step", () => {
    // Each task is one step: a call, with what follows it.
    const wake: Run = (memory, words, current) => {
      current.fGetfd(9);
      memory.wakeUpAll(memory.load(words + OBJECT));
    };
    const free: Run = (memory, words, current) => {
      current.fGetfd(9);
      memory.free(memory.load(words + OBJECT));
    };
    expect(agreeOn(program({ a: wake, b: free }))).toBe("violated");
  });

  test("words that are too large begin again with the least one, in both directions", () => {
    const [most, least] = [0x7fffffff, -0x80000000];
    const over: Run = (memory, words) => {
      memory.store(words, most);
      if (memory.add(words, 1) !== least) fail("it did not begin again");
      if (memory.add(words, -1) !== most) fail("it did not come back");
      memory.exchange(words, least);
      if (memory.add(words, least) !== 0) fail("twice the least is no nought");
      memory.compareExchange(words, 0, least);
      memory.waitEvent(words + 1, words, least);
      memory.store(words + 2, most);
      if (!memory.incrementNotZero(words + 2)) fail("it was nought");
    };
    const check: Check = (words) => (words[0] === least && words[2] === least) || fail("another word");
    expect(agreeOn(program({ a: over, b: (memory, words) => memory.store(words + 3, least) }, check))).toBe(
      "holds",
    );
  });

  test("accesses that write and change nothing", () => {
    const unchanged: Run = (memory, words) => {
      memory.add(words, 0);
      memory.exchange(words + 1, 0);
      memory.compareExchange(words + 2, 1, 2);
      memory.compareExchange(words + 3, 0, 0);
      memory.incrementNotZero(words + 4);
    };
    expect(agreeOn(program({ a: unchanged, b: unchanged }))).toBe("holds");
  });

  test(`${RUNS} random programs`, { timeout: 3_600_000 }, () => {
    const verdicts = fc.sample(programs, { numRuns: RUNS, seed: 20261015 }).map((drawn) =>
      // Of what never happens: so the search goes on after a violation, and the model has all of each task.
      agreeOn(programScenario(drawn, { violates: { kind: "check" } })),
    );
    expect(new Set(verdicts)).toEqual(new Set(["holds", "violated"]));
  });

  test("SPIN does not just repeat: a model with one answer changed is violated", () => {
    const { text } = toPromela(increments(true));
    const changed = text.replace(/: w\[(\d+)\] \+ 1\)/, ": w[$1] + 2)");
    expect(changed).not.toBe(text);
    expect(runSpin(changed, "-O0", SECONDS).verdict).toBe("violated");
  });
});

/** Both come to the same verdict: which one. */
function agreeOn(given: Scenario): "holds" | "violated" {
  const { text, verdict } = toPromela(given);
  expect(runSpin(text, "-O0", SECONDS).verdict).toBe(verdict);
  return verdict;
}

type Memory = World["kernel"]["memory"];
type Run = (memory: Memory, words: number, current: Task) => unknown;
type Check = (words: Int32Array) => unknown;

function fail(text: string): never {
  throw new Error(text);
}

/** Which of the words of a program is a pointer to an object of two. */
const OBJECT = 7;

/** Tasks on eight words. */
function program(tasks: Readonly<Record<string, Run>>, check: Check = () => undefined): Scenario {
  return scenario<number>({
    name: "program",
    setup({ kernel: { memory } }) {
      const words = memory.allocate(8, "words");
      memory.store(words + OBJECT, memory.allocate(2, "object"));
      return words;
    },
    tasks: Object.fromEntries(
      Object.entries(tasks).map(([name, run]) => [
        name,
        (current, words: number) => void run(current.kernel.memory, words, current),
      ]),
    ),
    check: ({ kernel: { memory }, shared: words }) => void check(memory.words.subarray(words, words + 8)),
  });
}

/** Two tasks add to a word, each in one atomic step or with a call in between. */
function increments(atomic: boolean): Scenario {
  return scenario<number>({
    name: `increments, ${atomic ? "atomic" : "not atomic"}`,
    setup: ({ kernel: { memory } }) => memory.allocate(1, "word"),
    tasks: Object.fromEntries(
      ["a", "b"].map((name) => [
        name,
        (current, word) => {
          const { memory } = current.kernel;
          if (atomic) {
            memory.add(word, 1);
            return;
          }
          const value = memory.load(word);
          current.fGetfd(9);
          memory.store(word, value + 1);
        },
      ]),
    ),
    check({ kernel: { memory }, shared: word }) {
      if (memory.words[word] !== 2) throw new Error("an increment was lost");
    },
  });
}

test("what a model cannot say is refused", () => {
  const large = all.find(({ name }) => name === "three opens") as Scenario;
  const refused = (options: Parameters<typeof toPromela>[1]): string => {
    try {
      toPromela(large, options);
    } catch (error) {
      if (error instanceof ExploreError) return `${error.kind}: ${error.message}`;
    }
    return "";
  };
  expect(refused({ failures: 2 })).toMatch(/^option: .*one failure/);
  expect(refused({ maxStates: 200 })).toMatch(/^option: The search stopped at .*Raise the limit/);
});
