/**
 * The driver that runs on: tasks run one after the other, and each access is executed at once. For one task alone, for
 * costs, and for whatever else has nothing to interleave. The other driver, which replays, is automaton.ts.
 */
import type { Task } from "../binding/index.js";
import type { CallObserver, Kernel, Op as AnyOp, Probe } from "../kernel/index.js";
import { isDecision, Op, opNames, type InFlight } from "../kernel/internal.js";
import { JudgedSyscalls } from "./end-checks.js";
import { endless, ExploreError, peekedWords } from "./explore-error.js";
import { mix } from "./hash.js";
import { End, type LocalStates } from "./local-states.js";
import { Machine, STAYS, type Executed } from "./machine.js";
import { runTask } from "./run-task.js";
import type { TaskBody } from "./scenario.js";
import type { Space } from "./space.js";
import { isStop, isStopAlone, newStop } from "./stop.js";
import type { Violation } from "./trace.js";
import { violationOf } from "./violation.js";

/** How many accesses one run may make. No code that returns makes as many. */
const MAX_ACCESSES = 1_000_000;

/** A task that has one local state, which changes. */
class LiveTask implements LocalStates {
  readonly op = Uint8Array.of(End.unknown);
  readonly first = new Int32Array(1);
  readonly second = new Int32Array(1);
  readonly third = new Int32Array(1);
  readonly rcuDepth = new Uint16Array(1);
  readonly held = new Int32Array(1);
  readonly points = new Int32Array(1);
  /** Nothing asks for its mark where every access is looked at. */
  readonly inFlight = new Int32Array(1);
  readonly boundary = new Uint8Array(1);
  readonly locks: number[] = [];
  readonly syscalls: number[] = [];
  thrown: Violation | undefined;

  constructor(
    readonly name: string,
    readonly kernel: Kernel,
  ) {}

  next(): number {
    return 0;
  }

  isDone(): boolean {
    return this.op[0] === End.done;
  }

  thrownAt(): Violation | undefined {
    return this.thrown;
  }

  syscallsAt(): readonly number[] {
    return this.syscalls;
  }

  inFlightAt(): InFlight {
    return this.kernel.inFlight;
  }

  restart(): void {
    for (const array of [this.first, this.second, this.third, this.rcuDepth, this.held, this.points])
      array[0] = 0;
    this.op[0] = End.unknown;
    this.locks.length = this.syscalls.length = 0;
    this.thrown = undefined;
  }

  asksFor(op: number, first: number, second: number, third: number): void {
    this.op[0] = op;
    this.first[0] = first;
    this.second[0] = second;
    this.third[0] = third;
  }

  /** The access that it asked for was performed. */
  performed(op: AnyOp, first: number): void {
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the others leave locks and read sections as they are
    switch (op) {
      case Op.lock:
        this.locks.push(first);
        this.held[0] = first;
        break;
      case Op.unlock: {
        const index = this.locks.lastIndexOf(first);
        if (index >= 0) this.locks.splice(index, 1);
        this.held[0] = this.locks.at(-1) ?? 0;
        break;
      }
      case Op.rcuReadLock:
        this.rcuDepth[0] = (this.rcuDepth[0] as number) + 1;
        break;
      case Op.rcuReadUnlock:
        this.rcuDepth[0] = (this.rcuDepth[0] as number) - 1;
        break;
      case Op.fails:
        this.points[0] = (this.points[0] as number) + 1;
        break;
      default:
    }
  }
}

/** What a run asks to be decided: whether a fault point fails, or which way a choice takes. */
export interface Decision {
  /** Its number among the run's, from 0. */
  readonly number: number;
  /** The number of its access, from 0. */
  readonly access: number;
  /** In how many ways it can be decided. */
  readonly ways: number;
  readonly isFault: boolean;
  /** The number of the fault point, as the kernel's memory counts them; 0 for a choice. */
  readonly point: number;
}

/** What one run came to. */
export interface LiveRun {
  /** What it asked to be decided, in order. */
  readonly decisions: readonly Decision[];
  /** A hash of all accesses and their results. */
  readonly hash: number;
  /** What it violates. */
  readonly violation: Violation | undefined;
}

/** What is asked of a run. */
export interface LiveOptions {
  /** Decides; of a fault point 1 is that it fails. */
  readonly decide?: (decision: Decision) => number;
  /** Where accesses are noted. */
  readonly log?: Executed[];
  /** Called after each access. */
  readonly onAccess?: () => void;
  /** Whether what holds between accesses is not asked, nor what holds at the end. */
  readonly unchecked?: boolean;
}

/** Runs a space's tasks again and again from the beginning. */
export class LiveRunner<S> {
  readonly machine: Machine;
  readonly tasks: readonly LiveTask[];

  constructor(
    readonly space: Space<S>,
    options: { readonly failures: number; readonly reuse: boolean },
  ) {
    this.tasks = space.scenario.order.map((name) => new LiveTask(name, space.world.kernel));
    this.machine = space.machine({ unit: "access", reduce: false, ...options }, this.tasks);
  }

  /** Runs all tasks, one after the other. */
  run(options: LiveOptions = {}): LiveRun {
    const { space, machine, tasks } = this;
    const { scenario, world } = space;
    machine.restart();
    for (const task of tasks) task.restart();
    const isWatched = options.unchecked !== true && scenario.invariant !== undefined;
    const probe = new LiveProbe(this, options, isWatched);
    machine.log = options.log;
    let violation = isWatched ? space.violationBetween(machine) : undefined;
    for (const [index, name] of scenario.order.entries()) {
      if (violation !== undefined) break;
      const task = world.tasks[name] as Task;
      violation = probe.runTask(index, task, world.bodies[name] as TaskBody<never>, world.shared as never);
    }
    machine.log = undefined;
    if (violation === undefined && options.unchecked !== true) {
      const { judged } = probe;
      violation = space.violationAtRest(machine, judged?.any === true ? judged : undefined);
    }
    return { decisions: probe.decisions, hash: probe.hash, violation };
  }
}

class LiveProbe<S> implements Probe, CallObserver {
  readonly decisions: Decision[] = [];
  hash = 1;
  unwinding = false;
  readonly quiet = true;
  readonly calls: CallObserver = this;
  /** What is to be judged: the syscalls of a task that nobody interrupts. */
  readonly judged: JudgedSyscalls | undefined;
  #accesses = 0;
  #callDepth = 0;
  #syscallDepth = 0;
  #task = 0;
  #broken: ExploreError | undefined;
  /** What memory itself found wrong. Whatever the program catches, the run ends here. */
  #fault: Violation | undefined;
  /** A read that is wrong. The kernel may look at what it got and say more of it than the memory can. */
  #suspect: Violation | undefined;
  readonly #stopped = newStop();

  constructor(
    readonly runner: LiveRunner<S>,
    readonly options: LiveOptions,
    readonly isWatched: boolean,
  ) {
    const { isAlone, world } = runner.space;
    if (isAlone && options.unchecked !== true) this.judged = new JudgedSyscalls(world.kernel);
  }

  /** Runs one task to its end; what it violates. */
  runTask<T>(index: number, task: Task, body: TaskBody<T>, shared: T): Violation | undefined {
    const { kernel } = this.runner.space.world;
    const local = this.runner.tasks[index] as LiveTask;
    this.#task = index;
    this.runner.machine.begin();
    kernel.memory.probe = this;
    kernel.current = 0;
    try {
      const result = runTask(local.name, task, body, shared, this.runner.space.watchdog);
      if (!this.unwinding) local.asksFor(End.done, result, 0, 0);
    } catch (error) {
      if (error instanceof ExploreError) throw error;
      // A disposal may have come upon the wrong read, while the kernel's own word on it was on its way out.
      const isAside = this.#fault !== undefined && this.#fault === this.#suspect && !isStopAlone(error);
      if (!this.unwinding || isAside) {
        local.asksFor(End.violation, 0, 0, 0);
        local.thrown = violationOf(error);
      } else if (!isStop(error) && this.#fault === undefined) throw error;
    } finally {
      kernel.memory.probe = null;
      kernel.current = 0;
    }
    if (this.#broken !== undefined) throw this.#broken;
    const isExplained = local.thrown?.rule === "use-after-free" && local.thrown.where !== undefined;
    const fault = this.#fault ?? this.#suspect;
    if (isExplained && fault === this.#suspect) return local.thrown;
    return fault ?? this.runner.machine.endOf(local, 0);
  }

  perform(op: AnyOp, first: number, secondValue: number, thirdValue: number): number {
    if (this.unwinding) throw this.#stopped;
    // What goes on after a wrong read has not noticed: the read is what is wrong.
    if (this.#suspect !== undefined) this.#end(this.#suspect);
    const second = secondValue | 0;
    const third = thirdValue | 0;
    const { machine, space } = this.runner;
    const local = this.runner.tasks[this.#task] as LiveTask;
    if (first !== (first | 0)) {
      this.#refuse(
        new ExploreError(
          "value",
          `The task "${local.name}" asks for ${opNames[op]} with ${first}, which is no 32-bit integer.`,
        ),
      );
    }
    if (++this.#accesses > MAX_ACCESSES) this.#refuse(endless(local.name, MAX_ACCESSES));
    local.asksFor(op, first, second, third);
    if (!machine.isAccessEnabled(this.#task, op, first)) this.#end(this.#tell(() => space.deadlock(machine)));
    // Nothing goes back to here: it bounds the undo log, and tells whether the access changed anything.
    machine.journal.mark();
    machine.begin();
    const plan = isDecision(op) ? [this.#decide(op === Op.fails, first)] : NONE;
    const result = machine.execute(this.#task, local, 0, op, first, second, third, plan);
    if (this.options.onAccess !== undefined) this.#tell(this.options.onAccess);
    if (result === STAYS) this.#end(this.#tell(() => space.deadlock(machine)));
    if (machine.violation !== undefined) {
      if (op !== Op.load) this.#end(machine.violation);
      this.#suspect = machine.violation;
      machine.violation = undefined;
    }
    this.hash = mix(mix(this.hash, op), mix(first, mix(second, result)));
    local.performed(op, first);
    if (this.isWatched && !machine.journal.isUnchanged) this.#watch();
    return result;
  }

  #decide(isFault: boolean, operand: number): number {
    const { length: number } = this.decisions;
    const decision = {
      number,
      access: this.#accesses - 1,
      ways: isFault ? 2 : operand,
      isFault,
      point: isFault ? operand : 0,
    };
    this.decisions.push(decision);
    return this.options.decide?.(decision) ?? 0;
  }

  readonly peeked = (): void => {
    if (!this.unwinding) this.#refuse(peekedWords((this.runner.tasks[this.#task] as LiveTask).name));
  };

  enter(): void {
    if (this.unwinding) throw this.#stopped;
    this.#callDepth++;
  }

  leave(): void {
    this.#callDepth--;
    if (!this.unwinding && this.#suspect !== undefined) this.#end(this.#suspect);
  }

  enterSyscall(): void {
    this.#syscallDepth++;
    const { judged } = this;
    if (judged !== undefined && !this.unwinding) this.#tell(() => judged.enter());
  }

  leaveSyscall(result: number | undefined): void {
    // One inside of a call is part of that, which the other driver may skip.
    if (--this.#syscallDepth === 0 && this.#callDepth === 0 && result !== undefined)
      (this.runner.tasks[this.#task] as LiveTask).syscalls.push(result);
    const { judged } = this;
    if (judged !== undefined && !this.unwinding) this.#tell(() => judged.leave(result));
  }

  /** Asks what must hold between accesses: a check is no part of the program. */
  #watch(): void {
    const { memory } = this.runner.space.world.kernel;
    memory.probe = null;
    const violation = this.runner.space.violationBetween(this.runner.machine);
    memory.probe = this;
    if (violation !== undefined) this.#end(violation);
  }

  /** Lets somebody look at memory, who is no part of the program. */
  #tell<Result>(observer: () => Result): Result {
    const { memory } = this.runner.space.world.kernel;
    memory.probe = null;
    const result = observer();
    memory.probe = this;
    return result;
  }

  #end(violation: Violation): never {
    this.#fault = violation;
    this.unwinding = true;
    throw this.#stopped;
  }

  #refuse(error: ExploreError): never {
    this.#broken = error;
    this.unwinding = true;
    throw this.#stopped;
  }
}

const NONE: readonly number[] = [];
