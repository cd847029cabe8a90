/** Runs on the schedule of another run: what two designs side by side rest on. */
import fc from "fast-check";
import type { Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import {
  explore,
  follow,
  scenario,
  type ExploreOptions,
  type Scenario,
  type Trace,
  type World,
} from "fd-reservation/explore";
import { describe, expect, test } from "vitest";
import { runs } from "../effort.js";
import { mainline, tagged } from "../../examples/differences/usable-before-return.js";
import { checkScenario } from "../../docs/.vitepress/play/check-scenario.js";
import fenceRaw from "../../examples/bugs/vmwgfx-fence/raw.js";
import fenceTransaction from "../../examples/bugs/vmwgfx-fence/transaction.js";
import { openat } from "../../examples/callsites/openat/raw.js";
import { programs, type Program } from "./brute-force.js";
import { programScenario } from "./program-scenario.js";

const RUNS = runs({ fast: 200, usual: 200, long: 5_000 });
const MOST_STATES = 3_000;

/** What a run does, a line a step. */
function lines({ steps }: Trace): string[] {
  return steps.map(({ task, operation, phase, failure }) =>
    [task, operation, phase ?? "", failure === undefined ? "" : `${failure.code} in ${failure.where}`]
      .join(" ")
      .trimEnd(),
  );
}

function counterexampleOf<S>(given: Scenario<S>): Trace {
  const { counterexample } = explore(given);
  if (counterexample === undefined) throw new Error(`"${given.name}" holds`);
  return counterexample;
}

/** Follows a scenario's own counterexample, which must break again in the same way. */
function followsItself<S>(given: Scenario<S>, options: ExploreOptions = {}): Trace {
  const { counterexample } = explore(given, options);
  if (counterexample === undefined) throw new Error(`"${given.name}" holds`);
  const run = follow(given, counterexample);
  expect(run.violation).toEqual(counterexample.violation);
  expect(run.failures).toEqual(counterexample.failures);
  // The last step may be seen to its end, or to where it violates.
  expect(run.steps.slice(0, -1)).toEqual(counterexample.steps.slice(0, -1));
  expect(run.steps.length).toBe(counterexample.steps.length);
  return counterexample;
}

describe("a scenario on the schedule of its own counterexample", () => {
  /** Runs something as one call of the binding. */
  const asCall = ({ kernel, address }: Task, body: () => number): number => {
    const calls = kernel.memory.probe?.calls;
    const known = calls?.skip?.("program", []);
    if (known !== undefined) return Number(known.result);
    calls?.enter(address, "program", []);
    const result = body();
    calls?.leave(address, "program", result, []);
    return result;
  };
  const pair = ({ kernel }: World): number => kernel.memory.allocate(3, "pair");

  test("a switch at an access that the call makes more than once", () => {
    const model = followsItself(
      scenario({
        name: "a flag is set although the descriptor is being closed",
        kernel: { bitsPerLong: 2, nrOpen: 8 },
        setup: ({ init }) => void openat(init, 0),
        tasks: { closer: (current) => current.close(0), setter: (current) => current.fSetfd(0, 1) },
        check({ results }) {
          if (results.setter === 0) throw new Error("set");
        },
      }),
      { failures: 0 },
    );
    const cut = model.steps.find(({ task, phase }) => task === "setter" && phase === "begin");
    expect(cut).toMatchObject({
      access: { op: "load", word: { kind: "task_struct", field: "files" } },
      accessCount: 2,
    });
  });

  test("a task that goes to sleep outside any call, and is not woken", () => {
    const model = followsItself(
      scenario<number>({
        name: "a lost wake-up",
        setup: pair,
        tasks: {
          sleeper: ({ kernel: { memory } }, at) => memory.waitEvent(at, at + 1, 1),
          waker: ({ kernel: { memory } }, at) => memory.store(at + 1, 1),
        },
      }),
    );
    expect(lines(model)).toEqual(["sleeper waitEvent begin", "waker store"]);
    expect(model.steps[0]?.access).toMatchObject({ waits: true, word: { kind: "pair", index: 1 } });
    expect(model.violation?.message).toMatch(/a lost wake-up$/);
  });

  test("a task that sleeps again when it was woken too early goes on in the same call", () => {
    const model = followsItself(
      scenario<number>({
        name: "woken twice",
        setup: pair,
        tasks: {
          sleeper({ kernel: { memory } }, at) {
            memory.waitEvent(at, at + 1, 2);
            memory.waitEvent(at, at + 1, 2);
            if (memory.load(at + 2) === 1) throw new Error("too early");
          },
          waker({ kernel: { memory } }, at) {
            for (const value of [1, 2]) {
              memory.store(at + 1, value);
              memory.wakeUpAll(at);
            }
            memory.store(at + 2, 1);
            memory.store(at + 2, 2);
          },
        },
        check({ kernel: { memory }, shared }) {
          if (memory.load(shared + 2) !== 0) throw new Error("always");
        },
      }),
      { order: "random", walks: 200 },
    );
    expect(model.violation).toBeDefined();
  });

  test("a task that waits for readers outside any call, for ever", () => {
    const model = followsItself(
      scenario<number>({
        name: "a grace period in a read section",
        setup: pair,
        tasks: {
          reader({ kernel: { memory } }, at) {
            memory.rcuReadLock();
            memory.waitEvent(at, at + 1, 1);
            memory.rcuReadUnlock();
          },
          writer({ kernel: { memory } }, at) {
            memory.synchronizeRcu();
            memory.store(at + 1, 1);
            memory.wakeUpAll(at);
          },
        },
      }),
    );
    expect(lines(model)).toEqual([
      "reader rcuReadLock",
      "reader waitEvent begin",
      "writer synchronizeRcu begin",
    ]);
    expect(model.steps[2]?.access).toEqual({ op: "synchronizeRcu", waits: true });
  });

  test("two tasks that wait for each other's locks outside any call", () => {
    const both =
      (first: number, second: number) =>
      ({ kernel: { memory } }: Task, at: number): void => {
        memory.lock(at + first);
        memory.lock(at + second);
        memory.unlock(at + second);
        memory.unlock(at + first);
      };
    const model = followsItself(
      scenario<number>({ name: "two locks", setup: pair, tasks: { a: both(0, 1), b: both(1, 0) } }),
    );
    expect(lines(model)).toEqual(["a lock", "b lock", "a lock begin", "b lock begin"]);
    const waits = (index: number): object => ({ op: "lock", waits: true, word: { kind: "pair", index } });
    expect(model.steps.map(({ access }) => access)).toMatchObject([undefined, undefined, waits(1), waits(0)]);
    expect(model.violation?.kind).toBe("deadlock");
  });

  test("one task: the same one of points that fail alike outside any call", () => {
    const model = followsItself(
      scenario({
        name: "the third step",
        tasks: {
          only({ kernel: { memory } }) {
            const failed = [1, 2, 3].map(() => memory.fails("ENOMEM", "step"));
            if (failed[2]) throw new Error("the third");
          },
        },
      }),
    );
    expect(model.failures).toEqual([{ point: 3, code: "ENOMEM", where: "step" }]);
  });

  test("one task: two failures", () => {
    const model = followsItself(
      scenario({
        name: "two steps",
        tasks: {
          only({ kernel: { memory } }) {
            const failed = [1, 2, 3].map(() => memory.fails("ENOMEM", "step"));
            if (failed[0] && failed[2]) throw new Error("both");
          },
        },
      }),
      { failures: 2 },
    );
    expect(model.failures.map(({ point }) => point)).toEqual([1, 3]);
  });

  test("two failures in one call", () => {
    const model = followsItself(
      scenario({
        name: "a file and its descriptor",
        tasks: {
          a(current) {
            const { memory } = current.kernel;
            const failed = asCall(current, () =>
              [1, 2, 4].reduce((sum, bit) => sum + (memory.fails("ENOMEM", "step") ? bit : 0), 0),
            );
            if (failed === 5) throw new Error("both");
          },
          b({ kernel: { memory } }) {
            memory.fails("ENOMEM", "step");
          },
        },
      }),
      { failures: 2 },
    );
    expect(model.failures.map(({ point }) => point)).toEqual([1, 3]);
  });

  test("an invariant that is broken before the first step", () => {
    const model = followsItself(
      scenario<number>({
        name: "broken from the beginning",
        setup: pair,
        tasks: {
          a: ({ kernel: { memory } }, at) => memory.store(at, 1),
          b: ({ kernel: { memory } }, at) => memory.store(at, 1),
        },
        invariant() {
          throw new Error("broken");
        },
      }),
    );
    expect(model.steps).toEqual([]);
    expect(model.violation).toEqual({ kind: "check", rule: "invariant", message: "broken" });
  });

  /** The program with all its words made one, so that a call comes to the same access again. */
  const onOneWord = (program: Program): Program =>
    JSON.parse(JSON.stringify(program), (key, value: unknown) => (key === "word" ? 0 : value)) as Program;
  const randomScenario = (
    program: Program,
    isCall: boolean,
    check: (end: string, failures: number) => void,
  ): Scenario =>
    programScenario(
      program,
      {
        check({ kernel: { memory }, shared, results, failures }) {
          const words = [0, 1, 2].map((word) => memory.load(shared + word));
          check(`${words.join()} ${Object.values(results).join()}`, failures.length);
        },
      },
      isCall ? asCall : undefined,
    );

  test(
    `${RUNS} random programs, each task one call or many operations, break alike`,
    { timeout: 3_600_000 },
    () => {
      const seen = { violating: 0, again: 0, asleep: 0, failing: 0 };
      fc.assert(
        fc.property(programs, fc.boolean(), fc.boolean(), fc.nat(2), (drawn, isCall, reduce, failures) => {
          const last: Program[number] = failures > 0 ? [{ do: "load", word: 0 }, { do: "fails" }] : [];
          const longer = drawn.map((instructions) => [...instructions, ...last]);
          const program = isCall ? onOneWord(longer) : longer;
          // What happens when each task is one step: other ends come of switches in the midst of it.
          const ends = new Set<string>();
          const whole = randomScenario(program, true, (end) => void ends.add(end));
          explore(whole, { failures, granularity: "call", maxStates: MOST_STATES });
          const given = randomScenario(program, isCall, (end, failed) => {
            if (failed === failures && !ends.has(end)) throw new Error(`it ends as ${end}`);
          });
          const { counterexample } = explore(given, { failures, reduce, maxStates: MOST_STATES });
          if (counterexample === undefined) return;
          const { steps } = counterexample;
          seen.violating++;
          if (steps.some(({ accessCount }) => accessCount !== undefined)) seen.again++;
          if (steps.some(({ access }) => access?.waits)) seen.asleep++;
          if (steps.some(({ failure }) => failure !== undefined)) seen.failing++;
          const run = follow(given, counterexample);
          expect(run.violation).toEqual(counterexample.violation);
          expect(run.steps.slice(0, -1)).toEqual(steps.slice(0, -1));
        }),
        { numRuns: RUNS, seed: 20261125 },
      );
      // There were some of each.
      expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(1);
    },
  );
});

describe("another scenario on the schedule", () => {
  const counter = (increment: (current: Task, counter: number) => void): Scenario =>
    scenario<number>({
      name: "a counter",
      setup: ({ kernel }) => kernel.memory.allocate(2, "counter"),
      tasks: { a: increment, b: increment },
      check({ kernel, shared }) {
        const count = kernel.memory.load(shared);
        if (count !== 2) throw new Error(`two increments made ${count}`);
      },
    });
  const add = ({ kernel: { memory } }: Task, at: number): void => {
    memory.store(at, memory.load(at) + 1);
  };
  const bare = counter(add);
  const locked = counter((current, at) => {
    current.kernel.memory.lock(at + 1);
    add(current, at);
    current.kernel.memory.unlock(at + 1);
  });

  test("the switch comes at the same access; who has to wait is passed over, and goes on when it can", () => {
    const lost = counterexampleOf(bare);
    expect(lines(lost)).toEqual(["b load", "a load", "a store", "b store"]);
    const run = follow(locked, lost);
    expect(lines(run)).toEqual([
      ...["b lock", "b load", "b store", "b unlock"],
      ...["a lock", "a load", "a store", "a unlock"],
    ]);
    expect(run.violation).toBeUndefined();
  });

  test("the same calls in the same order on the other kernel", () => {
    const model = counterexampleOf(mainline);
    const run = follow(tagged, model);
    expect([model.design, run.design]).toEqual(["table", "tagged"]);
    const toTheLookup = lines(model).slice(0, 6);
    expect(toTheLookup.at(-1)).toBe("sibling fGetfd");
    expect(lines(run)).toEqual([...toTheLookup, "caller store", "caller commit"]);
    expect([model.steps[5]?.result, run.steps[5]?.result]).toEqual([0, -9]);
    expect(run.violation).toBeUndefined();
  });

  test("the playground's comparison of both kernels has one schedule, whichever of them breaks", () => {
    for (const given of [mainline, tagged]) {
      const { kernels, traces } = checkScenario(given, "both", Infinity);
      expect(kernels.map(({ design, verdict }) => [design, verdict])).toEqual([
        ["table", given === mainline ? "expected" : "violated"],
        ["tagged", given === mainline ? "not-reproduced" : "holds"],
      ]);
      expect(traces.map(({ design }) => design)).toEqual(["table", "tagged"]);
      const [left = [], right = []] = traces.map((trace) => lines(trace).slice(0, 6));
      expect(right).toEqual(left);
      expect(left.at(-1)).toBe("sibling fGetfd");
    }
  });

  test("the same failure is injected, where the design makes the call", () => {
    const model = counterexampleOf(fenceRaw);
    expect(lines(model).find((line) => line.includes(" in "))).toBe("caller put_user  EFAULT in put_user");
    const run = follow(fenceTransaction, model);
    expect(lines(run).filter((line) => line.includes(" in "))).toEqual([
      "caller putUser  EFAULT in put_user",
    ]);
    expect(run.violation).toBeUndefined();
  });

  test("without a schedule one task runs after the other, and nothing fails", () => {
    const run = follow(bare, { steps: [], failures: [] });
    expect(lines(run)).toEqual(["a load", "a store", "b load", "b store"]);
    expect(run).not.toHaveProperty("violation");
  });

  test("objects are told apart by their kinds, whatever the names of kinds look like", () => {
    /** One task writes two blocks in an order; the other one sees that the first is written and the second is not. */
    const writer = (order: readonly (0 | 1)[]): Scenario =>
      scenario<readonly [number, number]>({
        name: `writes ${order.join(" and ")}`,
        setup: ({ kernel: { memory } }) => [memory.allocate(1, "node@1"), memory.allocate(1, "node@2")],
        tasks: {
          writer({ kernel: { memory } }, blocks) {
            for (const block of order) memory.store(blocks[block], 1);
          },
          reader: ({ kernel: { memory } }, [one, other]) => memory.load(one) * 2 + memory.load(other),
        },
        check({ results }) {
          if (results.reader === 2) throw new Error("half");
        },
      });
    const model = counterexampleOf(writer([0, 1]));
    expect(lines(model)).toEqual(["writer store", "reader load", "reader load", "writer store"]);
    const run = follow(writer([1, 0]), model);
    expect(lines(run)).toEqual(["writer store", "writer store", "reader load", "reader load"]);
  });

  test("a call that is named like an access is a call", () => {
    const given = (operation: string): Scenario =>
      scenario({
        name: operation,
        tasks: {
          only(current) {
            if (raw.mayFail(current, "ENOMEM", operation) !== 0) throw new Error("failed");
          },
        },
      });
    for (const operation of ["lock", "allocate"]) {
      const model = counterexampleOf(given(operation));
      expect(lines(model)).toEqual([`only ${operation}  ENOMEM in ${operation}`]);
      expect(lines(follow(given(operation), model))).toEqual(lines(model));
    }
  });

  test("a task that the scenario does not have is passed over", () => {
    const model = counterexampleOf(bare);
    const steps = model.steps.map((step) => (step.task === "b" ? { ...step, task: "stranger" } : step));
    expect(lines(follow(bare, { steps, failures: [] }))).toEqual(["a load", "a store", "b load", "b store"]);
  });

  test("a task that keeps state elsewhere is refused by name", () => {
    let calls = 0;
    const given = counter((current, at) => {
      calls++;
      add(current, at);
    });
    expect(() => follow(given, { steps: [], failures: [] })).toThrow(/calls/);
    expect(calls).toBeGreaterThan(0);
  });
});
