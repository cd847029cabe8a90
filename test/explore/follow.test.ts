/** Runs on the schedule of another run: what two designs side by side rest on. */
import path from "node:path";
import type { Task } from "fd-reservation";
import { explore, follow, isScenario, scenario, type Scenario, type Trace } from "fd-reservation/explore";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { mainline, perTask } from "../../examples/differences/usable-before-return.js";
import { checkScenario } from "../../docs/.vitepress/play/check-scenario.js";
import fenceRaw from "../../examples/bugs/vmwgfx-fence/raw.js";
import fenceTransaction from "../../examples/bugs/vmwgfx-fence/transaction.js";

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

test("a scenario on the schedule of its own counterexample breaks in the same way, step by step", async () => {
  const files = globSync([
    "examples/{bugs,races,differences,structures}/**/*.ts",
    "examples/misuse/unshare*/*.ts",
  ]);
  let followed = 0;
  for (const file of files.sort()) {
    const exports = (await import(path.resolve(file))) as Record<string, unknown>;
    for (const given of Object.values(exports).filter(isScenario)) {
      const { counterexample } = explore(given, { maxStates: 20_000 });
      if (counterexample === undefined) continue;
      followed++;
      const run = follow(given, counterexample);
      expect(run.violation, given.name).toEqual(counterexample.violation);
      expect(run.failures, given.name).toEqual(counterexample.failures);
      // The last step may be seen to its end, or to where it violates.
      expect(run.steps.slice(0, -1), given.name).toEqual(counterexample.steps.slice(0, -1));
      expect(run.steps.length, given.name).toBe(counterexample.steps.length);
    }
  }
  expect(followed).toBeGreaterThan(60);
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
    const run = follow(perTask, model);
    expect([model.design, run.design]).toEqual(["table", "per-task"]);
    const toTheLookup = lines(model).slice(0, 6);
    expect(toTheLookup.at(-1)).toBe("sibling fGetfd");
    expect(lines(run)).toEqual([...toTheLookup, "caller store", "caller commit"]);
    expect([model.steps[5]?.result, run.steps[5]?.result]).toEqual([0, -9]);
    expect(run.violation).toBeUndefined();
  });

  test("the playground's comparison of both kernels has one schedule, whichever of them breaks", () => {
    for (const given of [mainline, perTask]) {
      const { kernels, traces } = checkScenario(given, "both");
      expect(kernels.map(({ design, verdict }) => [design, verdict])).toEqual([
        ["table", given === mainline ? "shown" : "violated"],
        ["per-task", given === mainline ? "missed" : "holds"],
      ]);
      expect(traces.map(({ design }) => design)).toEqual(["table", "per-task"]);
      const [left = [], right = []] = traces.map((trace) => lines(trace).slice(0, 6));
      expect(right).toEqual(left);
      expect(left.at(-1)).toBe("sibling fGetfd");
    }
  });

  test("the same call is made to fail, where the design makes it", () => {
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
