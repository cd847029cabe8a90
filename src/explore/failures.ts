/** Runs a scenario through every failure exit: one run without failures, then one for each fallible point. */
import type { Task } from "../binding/index.js";
import { viewTables, type ErrnoCode, type Kernel } from "../kernel/index.js";
import { beginningOf, violationAtEnd } from "./end.js";
import { ExploreError } from "./explore-error.js";
import { DirectProbe } from "./probe.js";
import type { Failure, Scenario } from "./scenario.js";
import { hashText, mix } from "./operation.js";
import { nameResult } from "./record.js";
import { runTask } from "./run-task.js";
import { callerPlace } from "./source.js";
import { formatToken, nameMark, stepSum } from "./token.js";
import type { Trace, TraceStep, Violation } from "./trace.js";
import { whyExit, WRONG_ALONE } from "./why.js";
import { violationOf } from "./violation.js";
import { buildWorld } from "./world.js";

/**
 * What came of running a scenario.
 */
export interface Report {
  /** The scenario's name. */
  readonly scenario: string;
  /** How many runs were made. */
  readonly runs: number;
  /**
   * Whether every run held. For a scenario that must violate, `shown` when a run violates as it should, and `missed`
   * when none does.
   */
  readonly verdict: "holds" | "violated" | "shown" | "missed";
  /** The first run that did not hold. */
  readonly counterexample?: Trace;
}

/**
 * Runs a scenario once without failures and once for each of its fallible points, that point failing. Tasks run
 * one after the other.
 *
 * @param scenario - The scenario.
 * @param onRun - Called before each run with its number, from 1.
 * @returns The report; it stops at the first run that does not hold.
 */
export function runFailures<S>(scenario: Scenario<S>, onRun?: (run: number) => void): Report {
  let points = 0;
  let calls = 0;
  for (let point = 0; point <= points; point++) {
    onRun?.(point + 1);
    const run = runOnce(scenario, point, false);
    // Later points may exist only on this run's path; the loop's end follows what the runs show.
    points = Math.max(points, run.points);
    if (point === 0) ({ calls } = run);
    if (run.trace.violation === undefined) continue;
    const counterexample = recordFailure(scenario, point);
    const { violates } = scenario;
    const shown = violates !== undefined && run.trace.violation.message.includes(violates);
    return {
      scenario: scenario.name,
      runs: point + 1,
      verdict: shown ? "shown" : "violated",
      counterexample,
    };
  }
  // The first run once more: by now, what a task keeps elsewhere is no longer what it was.
  const [first, again] = [calls, runOnce(scenario, 0, false).calls];
  if (first !== again) {
    throw new ExploreError(
      "nondeterministic",
      `The tasks of "${scenario.name}" are not deterministic: run again, they make other calls. ` +
        "Keep no state outside the kernel's memory, and use no clock and no random numbers.",
    );
  }
  const verdict = scenario.violates === undefined ? "holds" : "missed";
  return { scenario: scenario.name, runs: points + 1, verdict };
}

/**
 * @internal Runs again with recording: a run is a function of its failing point.
 *
 * @param point - The fallible point that fails, from 1; 0 for none.
 */
export function recordFailure<S>(scenario: Scenario<S>, point: number): Trace {
  const { trace } = runOnce(scenario, point, true);
  const sums = trace.steps.map(stepSum);
  const token = formatToken({ name: nameMark(scenario.name), run: { point }, sums });
  if (trace.violation === undefined) return { ...trace, token };
  const isExit = point > 0 && runOnce(scenario, 0, false).trace.violation === undefined;
  return { ...trace, why: isExit ? whyExit(trace) : WRONG_ALONE, token };
}

/** A call that has begun. */
interface Pending {
  readonly task: number;
  readonly operation: string;
  readonly args: readonly (number | string)[];
  readonly failuresBefore: number;
  readonly stepsBefore: number;
  readonly source: TraceStep["source"];
}

class FailureProbe extends DirectProbe {
  points = 0;
  /** A hash of the calls and fallible points so far. */
  calls = 1;
  readonly failures: Failure[] = [];
  readonly steps: TraceStep[] = [];
  readonly #pending: Pending[] = [];

  constructor(
    readonly kernel: Kernel,
    readonly tasks: Readonly<Record<string, Task>>,
    readonly failingPoint: number,
    readonly recording: boolean,
  ) {
    super(kernel);
  }

  override fails(code: ErrnoCode, where: string): boolean {
    this.calls = mix(this.calls, 0);
    if (++this.points !== this.failingPoint) return false;
    this.failures.push({ point: this.points, code, where });
    return true;
  }

  override enter(task: number, operation: string, args: readonly (number | string)[]): void {
    this.calls = mix(this.calls, hashText(`${operation} ${args.join()}`));
    if (!this.recording) return;
    const [failuresBefore, stepsBefore] = [this.failures.length, this.steps.length];
    const source = callerPlace();
    this.#pending.push({ task, operation, args, failuresBefore, stepsBefore, source });
  }

  /** The steps of a run that ended in the middle of a call: that call is its last step, not what `using` does later. */
  endWithin(): readonly TraceStep[] {
    const [open] = this.#pending;
    if (open === undefined) return this.steps;
    return [...this.steps.slice(0, open.stepsBefore), { ...this.#stepOf(open, undefined), phase: "begin" }];
  }

  override leave(
    task: number,
    operation: string,
    result: number | string | undefined,
    args: readonly (number | string)[],
  ): void {
    if (!this.recording) return;
    const begun = this.#pending.pop();
    if (begun !== undefined) this.steps.push(this.#stepOf({ ...begun, task, operation, args }, result));
  }

  #stepOf(
    { task, operation, args, failuresBefore, source }: Pending,
    result: number | string | undefined,
  ): TraceStep {
    const failure = this.failures[failuresBefore];
    return {
      task: this.#nameOf(task),
      operation,
      args,
      ...(result === undefined ? {} : { result: nameResult(this.kernel, { operation, result }) }),
      ...(failure === undefined ? {} : { failure }),
      ...(source === undefined ? {} : { source }),
      tables: viewTables(this.kernel),
    };
  }

  override get quiet(): boolean {
    return !this.recording;
  }

  #nameOf(address: number): string {
    const { tasks } = this;
    return Object.keys(tasks).find((name) => tasks[name]?.address === address) ?? `task@${address}`;
  }
}

function runOnce<S>(
  scenario: Scenario<S>,
  failingPoint: number,
  recording: boolean,
): { readonly points: number; readonly calls: number; readonly trace: Trace } {
  const world = buildWorld(scenario);
  const { kernel } = world;
  const before = beginningOf(world);
  const probe = new FailureProbe(kernel, world.tasks, failingPoint, recording);
  const results: Record<string, number> = {};
  kernel.memory.probe = probe;
  let violation: Violation | undefined;
  let steps: readonly TraceStep[] = probe.steps;
  try {
    for (const name of scenario.order) {
      const task = world.tasks[name];
      const body = world.bodies[name];
      if (task === undefined || body === undefined) continue;
      results[name] = runTask(name, task, body, world.shared);
    }
  } catch (error) {
    if (error instanceof ExploreError) throw error;
    violation = violationOf(error);
    steps = probe.endWithin();
  }
  kernel.memory.probe = null;
  violation ??= violationAtEnd(scenario, world, before, results, probe.failures);
  return {
    points: probe.points,
    calls: probe.calls,
    trace: {
      version: 1,
      scenario: scenario.name,
      design: kernel.reservations,
      tasks: scenario.order,
      failures: probe.failures,
      before: before.tables,
      steps,
      ...(violation === undefined ? {} : { violation }),
    },
  };
}
