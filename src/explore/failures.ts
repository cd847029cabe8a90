/** Runs a scenario through every failure exit: one run without failures, then one for each fallible point. */
import { GuardError, type Task } from "../binding/index.js";
import {
  checkInvariants,
  fileName,
  KernelBug,
  viewTables,
  type ErrnoCode,
  type Kernel,
  type TableView,
} from "../kernel/index.js";
import { filesInFlight } from "../kernel/owners.js";
import { DirectProbe } from "./probe.js";
import type { Failure, Scenario } from "./scenario.js";
import { runTask } from "./run-task.js";
import { callerPlace } from "./source.js";
import type { Trace, TraceStep, Violation } from "./trace.js";
import { buildWorld, type BuiltWorld } from "./world.js";

/**
 * What came of running a scenario.
 *
 * @public
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
 *
 * @public
 */
export function runFailures<S>(scenario: Scenario<S>, onRun?: (run: number) => void): Report {
  let points = 0;
  for (let point = 0; point <= points; point++) {
    onRun?.(point + 1);
    const run = runOnce(scenario, point, false);
    // Later points may exist only on this run's path; the loop's end follows what the runs show.
    points = Math.max(points, run.points);
    if (run.trace.violation === undefined) continue;
    // Again with recording: a run is a function of its failing point.
    const counterexample = runOnce(scenario, point, true).trace;
    const { violates } = scenario;
    const shown = violates !== undefined && run.trace.violation.message.includes(violates);
    return {
      scenario: scenario.name,
      runs: point + 1,
      verdict: shown ? "shown" : "violated",
      counterexample,
    };
  }
  const verdict = scenario.violates === undefined ? "holds" : "missed";
  return { scenario: scenario.name, runs: points + 1, verdict };
}

class FailureProbe extends DirectProbe {
  points = 0;
  readonly failures: Failure[] = [];
  readonly steps: TraceStep[] = [];
  readonly #pending: { failuresBefore: number; source: TraceStep["source"] }[] = [];

  constructor(
    readonly kernel: Kernel,
    readonly tasks: Readonly<Record<string, Task>>,
    readonly failingPoint: number,
    readonly recording: boolean,
  ) {
    super(kernel);
  }

  override fails(code: ErrnoCode, where: string): boolean {
    if (++this.points !== this.failingPoint) return false;
    this.failures.push({ point: this.points, code, where });
    return true;
  }

  override enter(): void {
    if (!this.recording) return;
    this.#pending.push({ failuresBefore: this.failures.length, source: callerPlace() });
  }

  override leave(
    task: number,
    operation: string,
    result: number | string | undefined,
    args: readonly (number | string)[],
  ): void {
    if (!this.recording) return;
    const begun = this.#pending.pop();
    const failure = this.failures[begun?.failuresBefore ?? 0];
    this.steps.push({
      task: this.#nameOf(task),
      operation,
      args,
      ...(result === undefined ? {} : { result }),
      ...(failure === undefined ? {} : { failure }),
      ...(begun?.source === undefined ? {} : { source: begun.source }),
      tables: viewTables(this.kernel),
    });
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
): { readonly points: number; readonly trace: Trace } {
  const world = buildWorld(scenario);
  const { kernel } = world;
  const before = viewTables(kernel);
  const held = filesInFlight(kernel);
  const probe = new FailureProbe(kernel, world.tasks, failingPoint, recording);
  const results: Record<string, number> = {};
  kernel.memory.probe = probe;
  let violation: Violation | undefined;
  try {
    for (const name of scenario.order) {
      const task = world.tasks[name];
      const body = world.bodies[name];
      if (task === undefined || body === undefined) continue;
      results[name] = runTask(task, body, world.shared);
    }
  } catch (error) {
    violation = violationOf(error);
  }
  kernel.memory.probe = null;
  violation ??= atEnd(scenario, world, { tables: before, held }, results, probe.failures);
  return {
    points: probe.points,
    trace: {
      version: 1,
      scenario: scenario.name,
      design: kernel.reservations,
      tasks: scenario.order,
      failures: probe.failures,
      before,
      steps: probe.steps,
      ...(violation === undefined ? {} : { violation }),
    },
  };
}

function atEnd<S>(
  scenario: Scenario<S>,
  world: BuiltWorld<S>,
  before: { readonly tables: readonly TableView[]; readonly held: ReadonlyMap<string, number> },
  results: Readonly<Record<string, number>>,
  failures: readonly Failure[],
): Violation | undefined {
  const { kernel, init, tasks, shared } = world;
  const [bug] = checkInvariants(kernel, true);
  if (bug !== undefined) return violationOf(bug);
  for (const [identity, file] of filesInFlight(kernel)) {
    // What set-up left in flight may stay so, such as a message in a queue.
    if (before.held.has(identity)) continue;
    const message = `a reference to ${fileName(kernel, file)} is left, and every syscall has returned`;
    return { kind: "kernel", message };
  }
  const [only, ...others] = Object.values(results);
  if (others.length === 0 && only !== undefined && only < 0) {
    const difference = firstDifference(before.tables, viewTables(kernel));
    if (difference !== undefined) {
      return { kind: "changed", message: `the call failed and yet ${difference}` };
    }
  }
  try {
    scenario.check?.({ kernel, init, tasks, shared, results, failures });
  } catch (error) {
    return { kind: "check", message: error instanceof Error ? error.message : String(error) };
  }
  return undefined;
}

/** What an error that a run threw says about it. */
function violationOf(error: unknown): Violation {
  if (error instanceof GuardError) return { kind: "guard", message: `${error.rule}: ${error.message}` };
  if (error instanceof KernelBug) {
    return { kind: error.kind === "deadlock" ? "deadlock" : "kernel", message: error.message };
  }
  return {
    kind: "exception",
    message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}

/** The first descriptor whose state differs between two moments, in words. */
function firstDifference(before: readonly TableView[], after: readonly TableView[]): string | undefined {
  for (const table of after) {
    const old = before.find(({ files }) => files === table.files);
    const states = new Map(old?.slots.map(({ fd, state, value }) => [fd, `${state} ${value}`]));
    for (const { fd, state, value } of table.slots) {
      if (states.get(fd) !== `${state} ${value}`) return `fd ${fd} is ${state}, which it was not before`;
      states.delete(fd);
    }
    for (const [fd] of states) return `fd ${fd} is free, which it was not before`;
  }
  return undefined;
}
