/** Makes a run again, access by access, along a schedule: the ground of traces, tokens, minimising and explaining. */
import { isDecision } from "../kernel/internal.js";
import { LiveRunner } from "./live.js";
import type { Executed, Machine } from "./machine.js";
import { Schedule, type Turn } from "./schedule.js";
import type { Space } from "./space.js";
import type { Violation } from "./trace.js";

/** How many fault points a schedule may have fail. */
const MAX_FAILURES = 8;

/** What came of a run along a schedule. */
export interface Run {
  /** Every access, in order. */
  readonly log: readonly Executed[];
  /** The number of the first turn that could not be taken; undefined when all could. */
  readonly impossible: number | undefined;
  /** What the state after the last turn violates. */
  readonly violation: Violation | undefined;
  /** Whether nobody can go on. */
  readonly atRest: boolean;
}

/** Owns a machine that takes one access a step; it serves many runs. */
export class Replayer<S = unknown> {
  readonly machine: Machine;
  readonly #live: LiveRunner<S> | undefined;

  /** @param reuse - Whether freed memory is given again. */
  constructor(
    readonly space: Space<S>,
    readonly reuse = false,
  ) {
    if (space.isAlone) {
      this.#live = new LiveRunner(space, { failures: MAX_FAILURES, reuse });
      this.machine = this.#live.machine;
    } else {
      this.machine = space.machine({ unit: "access", reduce: false, failures: MAX_FAILURES, reuse });
    }
  }

  /**
   * Runs from the beginning along a schedule.
   *
   * @param onAccess - Called after each access, with the log so far.
   */
  run(schedule: Schedule, onAccess?: (log: readonly Executed[]) => void): Run {
    return this.#live === undefined
      ? this.#runMany(schedule, onAccess)
      : this.#runAlone(this.#live, schedule, onAccess);
  }

  /** One task cannot be stopped half-way: it runs to its end, with the same failures. */
  #runAlone(
    live: LiveRunner<S>,
    { turns }: Schedule,
    onAccess: ((log: readonly Executed[]) => void) | undefined,
  ): Run {
    const log: Executed[] = [];
    const { violation } = live.run({
      decide: ({ access }) => turns[access]?.way ?? 0,
      log,
      ...(onAccess === undefined ? {} : { onAccess: () => onAccess(log) }),
    });
    const wrong = turns.findIndex(({ task, way }, index) => task !== 0 || !isTaken(log[index], way));
    return { log, impossible: wrong < 0 ? undefined : wrong, violation, atRest: true };
  }

  #runMany({ turns }: Schedule, onAccess: ((log: readonly Executed[]) => void) | undefined): Run {
    const { machine, space } = this;
    const log = this.begin(Schedule.EMPTY);
    let impossible: number | undefined;
    for (const [index, { task, way }] of turns.entries()) {
      if (machine.violation !== undefined || !this.isEnabled(task) || !this.#step(task, way)) {
        impossible = index;
        break;
      }
      onAccess?.(log);
    }
    machine.log = undefined;
    const atRest = machine.violation === undefined && this.#isAtRest();
    const violation =
      impossible !== undefined
        ? undefined
        : (machine.violation ??
          this.#violationNow() ??
          space.violationBetween(machine) ??
          (atRest ? space.violationAtRest(machine) : undefined));
    return { log, impossible, violation, atRest };
  }

  /** What a task violates that ends before its first access. */
  #violationNow(): Violation | undefined {
    const { machine } = this;
    for (const [task, local] of machine.locals.entries()) {
      const thrown = local.thrownAt(machine.nodes[task] as number);
      if (thrown !== undefined) return thrown;
    }
    return undefined;
  }

  /**
   * Goes to where a schedule leads, for {@link Replayer.take} and {@link Replayer.runOn} to go on from there. For
   * several tasks only.
   *
   * @returns The log, which grows with what is done next.
   */
  begin(schedule: Schedule): Executed[] {
    const { machine } = this;
    machine.restart();
    const log: Executed[] = (machine.log = []);
    for (const { task, way } of schedule.turns) this.#step(task, way);
    return log;
  }

  /** Goes on from where {@link Replayer.run} ended; the log of that grows with what is taken next. */
  goOn(log: readonly Executed[]): Executed[] {
    return (this.machine.log = [...log]);
  }

  /** Whether a task can go on. */
  isEnabled(task: number): boolean {
    return task < this.machine.nodes.length && this.machine.isEnabled(task);
  }

  /**
   * Takes one turn.
   *
   * @returns Whether it went as wanted: it could take the way that it was to take, and violates nothing by itself.
   */
  take(task: number, way = 0): boolean {
    return this.#step(task, way) && this.machine.violation === undefined;
  }

  /**
   * Goes on until nobody can: each task as far as it comes, in this order. Nothing fails; choices take the first way.
   *
   * @returns What the end violates.
   */
  runOn(order: readonly number[]): Violation | undefined {
    const { machine } = this;
    for (let moved = true; moved && machine.violation === undefined;) {
      moved = false;
      for (const task of order) {
        while (machine.violation === undefined && machine.isEnabled(task)) {
          this.#step(task, 0);
          moved = true;
        }
      }
    }
    return machine.violation ?? this.space.violationAtRest(machine);
  }

  /** Takes a turn; false when it was to take a way that it could not. */
  #step(task: number, way: number): boolean {
    const { machine } = this;
    machine.mark();
    machine.step(task, way === 0 ? NONE : [way]);
    return way === 0 || isTaken(machine.log?.at(-1), way);
  }

  #isAtRest(): boolean {
    const { machine } = this;
    for (let task = 0; task < machine.nodes.length; task++) if (machine.isEnabled(task)) return false;
    return true;
  }
}

const NONE: readonly number[] = [];

/** Whether an access was made, and took the way that it was to take; 0 is any access's. */
function isTaken(entry: Executed | undefined, way: number): boolean {
  return entry !== undefined && (way === 0 || (isDecision(entry.op) && entry.result === way));
}

/** The turns that were taken, by what was executed. */
export function turnsOf(log: readonly Executed[]): Turn[] {
  return log.map(({ task, op, result }) => ({ task, way: isDecision(op) ? result : 0 }));
}
