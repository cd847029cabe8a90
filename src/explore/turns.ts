/** Runs a scenario along given turns, operation by operation: the ground of traces, tokens and minimising. */
import type { Executed, Machine } from "./machine.js";
import { Op } from "./operation.js";
import type { Space, Turn } from "./search.js";
import type { Violation } from "./trace.js";

/** What came of a run along given turns. */
export interface TurnsRun {
  /** Every operation, in order. */
  readonly log: readonly Executed[];
  /** The number of the first turn that could not be taken; undefined when all could. */
  readonly impossible: number | undefined;
  /** What the state after the last turn violates. */
  readonly violation: Violation | undefined;
  /** Whether nobody can go on. */
  readonly atRest: boolean;
}

/** A machine that takes one operation a step. One serves many runs. */
export function turnMachine<S>(space: Space<S>): Machine {
  return space.machine({ granularity: "access", reduce: false, failures: 8 });
}

/**
 * Runs from the beginning along the turns.
 *
 * @param onOperation - Called after each operation.
 */
export function runTurns<S>(
  space: Space<S>,
  machine: Machine,
  turns: readonly Turn[],
  onOperation?: () => void,
): TurnsRun {
  machine.restart();
  const log: Executed[] = (machine.log = []);
  let impossible: number | undefined;
  for (const [index, { task, fails }] of turns.entries()) {
    if (machine.violation !== undefined || task >= machine.nodes.length || !machine.isEnabled(task)) {
      impossible = index;
      break;
    }
    machine.mark();
    machine.step(task, fails ? [1] : []);
    const last = log.at(-1);
    if (fails && (last?.op !== Op.fails || last.result === 0)) {
      impossible = index;
      break;
    }
    onOperation?.();
  }
  machine.log = undefined;
  const atRest = machine.violation === undefined && isAtRest(machine);
  const violation =
    impossible !== undefined
      ? undefined
      : (machine.violation ??
        space.violationBetween() ??
        (atRest ? space.violationAtRest(machine) : undefined));
  return { log, impossible, violation, atRest };
}

/**
 * Takes one turn.
 *
 * @returns Whether it went as wanted: it could fail where it was to, and violates nothing by itself.
 */
export function take(machine: Machine, task: number, fails: boolean): boolean {
  machine.mark();
  machine.step(task, fails ? [1] : []);
  const last = machine.log?.at(-1);
  if (fails && (last?.op !== Op.fails || last.result === 0)) return false;
  return machine.violation === undefined;
}

/**
 * Goes on from where the machine is until nobody can: each task as far as it comes, in this order. Nothing fails.
 *
 * @returns What was done, and what the end violates.
 */
export function runOn<S>(
  space: Space<S>,
  machine: Machine,
  order: readonly number[],
): { readonly log: readonly Executed[]; readonly violation: Violation | undefined } {
  const log: Executed[] = (machine.log = []);
  for (let moved = true; moved && machine.violation === undefined;) {
    moved = false;
    for (const task of order) {
      while (machine.violation === undefined && machine.isEnabled(task)) {
        machine.mark();
        machine.step(task, []);
        moved = true;
      }
    }
  }
  machine.log = undefined;
  return { log, violation: machine.violation ?? space.violationAtRest(machine) };
}

function isAtRest(machine: Machine): boolean {
  for (let task = 0; task < machine.nodes.length; task++) if (machine.isEnabled(task)) return false;
  return true;
}
