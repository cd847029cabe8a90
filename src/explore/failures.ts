/** Runs a scenario through every failure exit: one run without failures, then one for each fallible point. */
import type { Task } from "../binding/index.js";
import { viewTables, type AtomicOperation, type ErrnoCode, type Kernel } from "../kernel/index.js";
import { beginningOf, violationAtEnd, violationBetween } from "./end.js";
import { endless, ExploreError } from "./explore-error.js";
import { DirectProbe } from "./probe.js";
import type { Failure, Scenario } from "./scenario.js";
import { hashText, mix } from "./operation.js";
import { Liveness } from "./liveness.js";
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
  /** The limit that ended the runs; undefined when all were made, or one violated. */
  readonly bound?: string;
  /** The first run that did not hold. */
  readonly counterexample?: Trace;
}

/**
 * Runs a scenario once without failures and once for each of its fallible points, that point failing. Tasks run
 * one after the other.
 *
 * @param scenario - The scenario.
 * @param boundAt - Called before each run with its number, from 1; says which limit ends the runs here, if one does.
 * @returns The report; it stops at the first run that violates, of a scenario that must violate at the first that does
 * so as it should.
 */
export function runFailures<S>(
  scenario: Scenario<S>,
  boundAt: (run: number) => string | undefined = () => undefined,
): Report {
  const { name, violates } = scenario;
  let points = 0;
  let calls = 0;
  let unwanted: number | undefined;
  const report = (runs: number, point: number | undefined, shown: boolean, bound?: string): Report => ({
    scenario: name,
    runs,
    verdict: shown ? "shown" : point !== undefined ? "violated" : violates === undefined ? "holds" : "missed",
    ...(bound === undefined ? {} : { bound }),
    ...(point === undefined ? {} : { counterexample: recordFailure(scenario, point) }),
  });
  for (let point = 0; point <= points; point++) {
    const bound = boundAt(point + 1);
    if (bound !== undefined) return report(point, unwanted, false, bound);
    const run = runOnce(scenario, point, false);
    // Later points may exist only on this run's path; the loop's end follows what the runs show.
    points = Math.max(points, run.points);
    if (point === 0) ({ calls } = run);
    const { violation } = run.trace;
    if (violation === undefined) continue;
    const shown = violates !== undefined && violation.message.includes(violates);
    if (shown || violates === undefined) return report(point + 1, point, shown);
    unwanted ??= point;
  }
  if (unwanted !== undefined) return report(points + 1, unwanted, false);
  // The first run once more: by now, what a task keeps elsewhere is no longer what it was.
  const [first, again] = [calls, runOnce(scenario, 0, false).calls];
  if (first !== again) {
    throw new ExploreError(
      "nondeterministic",
      `The tasks of "${name}" are not deterministic: run again, they make other calls. ` +
        "Keep no state outside the kernel's memory, and use no clock and no random numbers.",
    );
  }
  return report(points + 1, undefined, false);
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

/** How many operations one run may take. No code that returns takes as many. */
const MAX_OPERATIONS = 1_000_000;

/** Ends a run in the middle of its program. */
const STOP = new Error("the run has violated something and ends here");

/** What ends a run, and the steps up to there. */
interface Fault {
  readonly violation: Violation;
  readonly steps: readonly TraceStep[];
}

class FailureProbe extends DirectProbe {
  points = 0;
  /** A hash of the calls and fallible points so far. */
  calls = 1;
  readonly failures: Failure[] = [];
  readonly steps: TraceStep[] = [];
  /** What the memory itself found wrong, and the steps up to there. Whatever the program catches, the run ends here. */
  fault: Fault | undefined;
  /** A read that is wrong. The kernel may look at what it got and say more of it than the memory can. */
  suspect: Fault | undefined;
  /** What keeps the run from having an end, whatever the program catches. */
  broken: ExploreError | undefined;
  /** The task that runs. */
  running = "";
  readonly #pending: Pending[] = [];
  readonly #liveness: Liveness;
  readonly #held: number[] = [];
  /** Blocks that are freed when the read section is left. */
  readonly #waiting: number[] = [];
  #readSections = 0;
  #operations = 0;

  constructor(
    readonly kernel: Kernel,
    readonly tasks: Readonly<Record<string, Task>>,
    readonly failingPoint: number,
    readonly recording: boolean,
    /** What must hold after every operation; undefined when nothing is asked. */
    readonly between: (() => Violation | undefined) | undefined,
  ) {
    super(kernel);
    this.#liveness = new Liveness(kernel);
  }

  override load(address: number): number {
    this.#count();
    const wrong = this.#liveness.faultAt(address, this.#readSections > 0);
    if (wrong !== undefined) this.suspect = this.#fault("kernel", `use after free: ${wrong}`);
    return super.load(address);
  }

  override store(address: number, value: number): void {
    this.#touch(address);
    super.store(address, value);
    this.#changed();
  }

  override atomic(operation: AtomicOperation, address: number, first: number, second: number): number {
    this.#touch(address);
    const result = super.atomic(operation, address, first, second);
    this.#changed();
    return result;
  }

  override lock(address: number): void {
    this.#touch(address);
    super.lock(address);
    this.#held.push(address);
  }

  override unlock(address: number): void {
    this.#touch(address);
    super.unlock(address);
    this.#held.splice(this.#held.lastIndexOf(address), 1);
    this.#changed();
  }

  override rcuReadLock(): void {
    this.#count();
    this.#readSections++;
  }

  override rcuReadUnlock(): void {
    this.#count();
    if (this.#readSections-- === 0)
      this.#end("kernel", "BUG: an RCU read section is left that was not entered");
    if (this.#readSections === 0) for (const address of this.#waiting.splice(0)) this.free(address);
  }

  override synchronizeRcu(): void {
    this.#count();
    if (this.#readSections > 0)
      this.#end("deadlock", `nobody can go on: waiting are ${this.running} for an RCU read section to end`);
  }

  /** The only reader is the task itself: its read section keeps the block. */
  override freeAfterGracePeriod(address: number): void {
    if (this.#readSections === 0) return this.free(address);
    this.#count();
    this.#waiting.push(address);
  }

  override waitEvent(queue: number, address: number, value: number): void {
    this.#touch(address);
    super.waitEvent(queue, address, value);
  }

  override allocate(words: number, kind: string): number {
    this.#count();
    const address = super.allocate(words, kind);
    this.#liveness.allocated(address, words);
    return address;
  }

  /** Freed memory is not used again: another object there would hide that the old one is touched. */
  override free(address: number): void {
    this.#count();
    this.memory.retireNow(address);
    this.#changed();
  }

  override recycle(address: number): void {
    this.#count();
    super.recycle(address);
    this.#liveness.recycled(address);
    this.#changed();
  }

  /** What a task that returns must have given back. */
  returned(): void {
    this.#confirm();
    const [held] = this.#held;
    if (held !== undefined)
      this.#end("kernel", `BUG: the task "${this.running}" returns and holds the lock at ${held}`);
    if (this.#readSections > 0)
      this.#end("kernel", `BUG: the task "${this.running}" returns inside an RCU read section`);
  }

  override get unwinding(): boolean {
    return this.fault !== undefined;
  }

  #touch(address: number): void {
    this.#count();
    const fault = this.#liveness.faultAt(address, this.#readSections > 0);
    if (fault !== undefined) this.#end("kernel", `use after free: ${fault}`);
  }

  #changed(): void {
    if (this.between === undefined) return;
    const { memory } = this;
    memory.probe = null; // a check is no part of the program
    const violation = this.between();
    memory.probe = this;
    if (violation !== undefined) this.#end(violation.kind, violation.message);
  }

  #count(): void {
    this.#confirm();
    if (++this.#operations <= MAX_OPERATIONS) return;
    this.broken = endless(this.running, MAX_OPERATIONS);
    throw this.broken;
  }

  /** What goes on after a wrong read has not noticed: the read is what is wrong. */
  #confirm(): void {
    this.fault ??= this.suspect;
    if (this.fault !== undefined) throw STOP;
  }

  #end(kind: Violation["kind"], message: string): never {
    this.fault = this.#fault(kind, message);
    throw STOP;
  }

  #fault(kind: Violation["kind"], message: string): Fault {
    return { violation: { kind, message }, steps: this.endWithin() };
  }

  override fails(code: ErrnoCode, where: string): boolean {
    this.#count();
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
    if (this.suspect !== undefined) this.#confirm();
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
  const between = scenario.invariant && (() => violationBetween(scenario, world));
  const probe = new FailureProbe(kernel, world.tasks, failingPoint, recording, between);
  const results: Record<string, number> = {};
  let violation = between?.();
  let steps: readonly TraceStep[] = probe.steps;
  kernel.memory.probe = probe;
  try {
    for (const name of scenario.order) {
      const task = world.tasks[name];
      const body = world.bodies[name];
      if (task === undefined || body === undefined || violation !== undefined) continue;
      probe.running = name;
      results[name] = runTask(name, task, body, world.shared);
      probe.returned();
    }
  } catch (error) {
    if (error instanceof ExploreError) throw error;
    violation = violationOf(error);
    steps = probe.endWithin();
  }
  kernel.memory.probe = null;
  if (probe.broken !== undefined) throw probe.broken;
  const fault = probe.fault ?? probe.suspect;
  const isExplained = violation?.message.startsWith("use after free in ") === true && fault === probe.suspect;
  if (fault !== undefined && !isExplained) ({ violation, steps } = fault);
  violation ??= violationAtEnd(scenario, world, before, results, probe.failures);
  return {
    points: probe.points,
    calls: probe.calls,
    trace: {
      version: 1,
      scenario: scenario.name,
      design: kernel.scheme.name,
      tasks: scenario.order,
      failures: probe.failures,
      before: before.tables,
      steps,
      ...(violation === undefined ? {} : { violation }),
    },
  };
}
