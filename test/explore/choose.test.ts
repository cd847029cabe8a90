/** Choices: every way is taken, with every interleaving, and a run that is shown, replayed or followed makes the same ones. */
import {
  explore,
  exploreShard,
  follow,
  formatTrace,
  mergeShards,
  replay,
  scenario,
  type ExploreOptions,
  type Scenario,
  type ScenarioDefinition,
} from "fd-reservation/explore";
import { raw } from "fd-reservation/designs";
import { Kernel } from "fd-reservation/kernel";
import { describe, expect, test } from "vitest";
import { program, type Tasks } from "./memory-program.js";

type Body = NonNullable<Tasks[string]>;

/** A check that fails where the results are what is wrong. */
function failsAt(wrong: (results: Readonly<Record<string, number>>) => boolean): {
  readonly check: NonNullable<ScenarioDefinition<number>["check"]>;
} {
  return {
    check: ({ results }) => {
      if (wrong(results)) throw new Error(`wrong: ${JSON.stringify(results)}`);
    },
  };
}

/** What all ends of a program come to, sorted. */
function endsOf(tasks: Readonly<Record<string, Body>>, options: ExploreOptions = {}): string[] {
  const ends = new Set<string>();
  const found = explore(
    program(tasks, { check: ({ results }) => void ends.add(JSON.stringify(results)) }),
    options,
  );
  expect([found.verdict, found.coverage]).toEqual(["holds", "EXHAUSTIVE"]);
  return [...ends].sort();
}

const twice: Body = (memory) => 10 * memory.choose(3, "tens") + memory.choose(4, "ones");
const twelve = Array.from({ length: 12 }, (_, index) => 10 * Math.floor(index / 4) + (index % 4));

describe("one task", () => {
  test("takes every way of every choice, also where nothing may fail", () => {
    for (const failures of [0, 1, 2]) {
      expect(endsOf({ a: twice }, { failures })).toEqual(twelve.map((a) => `{"a":${a}}`).sort());
    }
  });

  test("a choice is no failure: one more may fail on each way, before and after it", () => {
    const body: Body = (memory) => {
      const before = memory.fails("ENOMEM", "before") ? 100 : 0;
      const chosen = memory.choose(2, "between");
      return before + 10 * chosen + (memory.fails("EIO", "after") ? 1 : 0);
    };
    const with1 = [0, 1, 10, 11, 100, 110];
    expect(endsOf({ a: body })).toEqual(with1.map((a) => `{"a":${a}}`).sort());
    expect(endsOf({ a: body }, { failures: 2 })).toEqual(
      [...with1, 101, 111].map((a) => `{"a":${a}}`).sort(),
    );
  });

  test("a choice may depend on another one", () => {
    const body: Body = (memory) => (memory.choose(2, "whether") === 0 ? -1 : memory.choose(3, "which"));
    expect(endsOf({ a: body })).toEqual(['{"a":-1}', '{"a":0}', '{"a":1}', '{"a":2}']);
  });

  test("the counterexample takes no other way than it must, and its token replays it", () => {
    const wrong = program(
      { a: twice },
      failsAt(({ a }) => (a as number) % 10 === 3),
    );
    const { verdict, counterexample } = explore(wrong);
    expect(verdict).toBe("violated");
    expect(counterexample?.choices).toEqual([
      { task: "a", label: "tens", ways: 3, way: 0 },
      { task: "a", label: "ones", ways: 4, way: 3 },
    ]);
    expect(formatTrace(counterexample as NonNullable<typeof counterexample>)).toContain(
      "choice: ones: 3 (0 to 3)",
    );
    const again = replay(wrong, counterexample?.token as string);
    expect(again.trace.violation?.message).toBe(counterexample?.violation?.message);
    expect(again.trace.choices).toEqual(counterexample?.choices);
  });

  test("too many ways end in BOUNDED", () => {
    const many: Body = (memory) => {
      for (let count = 0; count < 12; count++) memory.choose(4, "one of many");
      return 0;
    };
    const found = explore(program({ a: many }), { maxStates: 1000 });
    expect([found.coverage, found.bound]).toEqual(["BOUNDED", { kind: "states", limit: 1000 }]);
  });

  test("without an explorer it is the first way", () => {
    expect(new Kernel().memory.choose(5, "which")).toBe(0);
  });

  test.each([0, -1, 65_537])("choose(%d) is refused", (ways) => {
    const { verdict, counterexample } = explore(program({ a: (memory) => memory.choose(ways, "what") }));
    expect([verdict, counterexample?.violation?.rule]).toEqual(["violated", "RangeError"]);
  });
});

describe("several tasks", () => {
  /** Adds what it chooses, in two accesses. */
  const add: Body = (memory, word) => {
    const more = memory.choose(3, "how much");
    memory.store(word, memory.load(word) + more);
    return more;
  };
  /** Reads twice, and tells the difference. */
  const look: Body = (memory, word) => memory.load(word) + 10 * memory.load(word);

  test("each way with each interleaving, reduced and not, in each order", () => {
    const expected = [0, 1, 2].flatMap((add) =>
      [0, 10 * add, 11 * add].map((look) => JSON.stringify({ add, look })),
    );
    for (const options of [{}, { reduce: false }, { order: "depth" }, { compact: false }] as const) {
      expect(endsOf({ add, look }, options)).toEqual([...new Set(expected)].sort());
    }
  });

  test("two tasks that choose", () => {
    const ends = endsOf({ a: (memory) => memory.choose(3, "x"), b: (memory) => memory.choose(3, "x") });
    expect(ends.length).toBe(9);
  });

  const lost = program(
    { a: add, b: add, look },
    failsAt(({ a, b, look }) => a === 2 && b === 1 && look === 12),
  );

  test("what is found is shown with its choices, replayed, and found by random walks", () => {
    const { counterexample } = explore(lost);
    expect(counterexample?.choices?.map(({ task, way }) => `${task}${way}`).sort()).toEqual(["a2", "b1"]);
    expect(formatTrace(counterexample as NonNullable<typeof counterexample>)).toContain(
      "choice: b: how much: 1 (0 to 2)",
    );
    const again = replay(lost, counterexample?.token as string);
    expect(again.trace.violation?.message).toBe(counterexample?.violation?.message);
    const walked = explore(lost, { order: "random", walks: 20_000 });
    expect(walked.counterexample?.violation?.message).toBe(counterexample?.violation?.message);
  });

  test("shards find it together", () => {
    const shards = [1, 2, 3].map((index) => exploreShard(lost, { shard: { index, count: 3 } }));
    expect(mergeShards(shards).verdict).toBe("violated");
  });

  test("a token with a way that there is not is another run", () => {
    const { counterexample } = explore(lost);
    const token = counterexample?.token as string;
    expect(token).toMatch(/~\d+\.2/);
    expect(replay(lost, token.replace(/~(\d+)\.2/, "~$1.7")).diverged).toBeDefined();
  });
});

describe("another design on the same schedule", () => {
  const call = (wrong: number): Scenario =>
    scenario({
      name: `wrong at ${wrong}`,
      tasks: {
        a: (current) => {
          const first = raw.choose(current, 3, "length");
          const failed = raw.mayFail(current, "EIO", "read");
          const second = raw.choose(current, 4, "flags");
          return failed < 0 ? 100 + 10 * first + second : 0;
        },
      },
      check: ({ results }) => {
        if (results["a"] === wrong) throw new Error(`it is ${wrong}`);
      },
    });

  test("takes the same ways, before and after a failure", () => {
    const { counterexample } = explore(call(123));
    expect(follow(call(0), counterexample as NonNullable<typeof counterexample>).choices).toEqual([
      { task: "a", label: "length", ways: 3, way: 2 },
      { task: "a", label: "flags", ways: 4, way: 3 },
    ]);
  });

  test("of several tasks as well", () => {
    const tasks = (wrong: number): Scenario =>
      scenario({
        name: "two",
        tasks: {
          a: (current) => raw.choose(current, 3, "length"),
          b: (current) => 10 * raw.choose(current, 4, "length"),
        },
        check: ({ results }) => {
          if ((results["a"] as number) + (results["b"] as number) === wrong) throw new Error("wrong");
        },
      });
    const { counterexample } = explore(tasks(32));
    expect(
      follow(tasks(-1), counterexample as NonNullable<typeof counterexample>)
        .choices?.map(({ way }) => way)
        .sort(),
    ).toEqual([2, 3]);
  });
});

describe("an explanation names the choice that matters", () => {
  test("of a task alone", () => {
    const wrong = program(
      { a: twice },
      failsAt(({ a }) => (a as number) % 10 === 3),
    );
    expect(explore(wrong).counterexample?.why).toMatch(
      /^With way 0 of "ones" instead of 3 nothing is violated/,
    );
  });

  test("of several tasks, where no order matters", () => {
    const wrong = program(
      { a: (memory) => memory.choose(2, "x"), b: (memory) => memory.choose(2, "y") },
      failsAt(({ a, b }) => a === 1 && b === 1),
    );
    expect(explore(wrong).counterexample?.why).toMatch(/^With way 0 of "[xy]" instead of 1/);
  });
});
