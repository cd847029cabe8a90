/** What is checked when every task has returned, and between steps. */
import { checkInvariants, fileName, viewTables, type Kernel, type TableView } from "../kernel/index.js";
import { ownedIn, OwnerState, type InFlight } from "../kernel/internal.js";
import { ExploreError } from "./explore-error.js";
import { countsBefore, leakOf, type Counts, type TasksBlock } from "./leaks.js";
import type { End, Scenario } from "./scenario.js";
import type { Violation } from "./trace.js";
import { rolledBack } from "./rollback.js";
import { newViolation, violationOf } from "./violation.js";
import type { BuiltWorld } from "./world.js";

/** What a world was before its tasks ran, as far as the end must be compared with it. */
export interface Beginning {
  readonly tables: readonly TableView[];
  /** Files that set-up left in flight may stay so, such as a message in a queue. */
  readonly inFlight: InFlight;
  /** The counts of the objects that set-up made, had every task exited then: its own references. */
  readonly counts: Counts;
}

/** Notes the beginning. */
export function beginningOf<S>({ kernel }: BuiltWorld<S>): Beginning {
  return { tables: viewTables(kernel), inFlight: kernel.inFlight, counts: countsBefore(kernel) };
}

/** What the world violates between two steps. */
export function violationBetween<S>(scenario: Scenario<S>, world: BuiltWorld<S>): Violation | undefined {
  const [bug] = checkInvariants(world.kernel, "in-call");
  if (bug !== undefined) return violationOf(bug);
  const { invariant } = scenario;
  return invariant && violationIn(world.kernel, "invariant", () => invariant(world));
}

/** What a check of the scenario says by throwing. */
function violationIn(kernel: Kernel, what: string, check: () => unknown): Violation | undefined {
  let answer: unknown;
  try {
    answer = rolledBack(kernel, check);
  } catch (error) {
    if (error instanceof ExploreError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return newViolation("check", what, message);
  }
  refuseAnswer(what, answer);
  return undefined;
}

/** A check says what is wrong by throwing it. What it returns is mostly a mistake: a promise, or false. */
function refuseAnswer(what: string, answer: unknown): void {
  const isThenable =
    typeof answer === "object" &&
    answer !== null &&
    typeof (answer as { then?: unknown }).then === "function";
  const refuse = (said: string): never => {
    throw new ExploreError("check", `The scenario's ${what} returns ${said}. Throw what is wrong, at once.`);
  };
  if (isThenable) {
    (answer as Promise<unknown>).then(undefined, () => undefined);
    refuse("a promise, and nobody waits for it");
  }
  if (answer === false) refuse("false, and nobody reads it");
  if (answer instanceof Error) refuse("an error, and does not throw it");
  if (isGenerator(answer)) refuse("a generator, and nobody runs it");
}

function isGenerator(answer: unknown): boolean {
  return /^\[object (Async)?Generator\]$/.test(Object.prototype.toString.call(answer));
}

/**
 * What the world violates after every task has returned.
 *
 * @param outcome - What the tasks and their syscalls returned, and what failed.
 * @param made - The live blocks that tasks have allocated.
 * @param judged - The syscalls of the only task; without any, its function is taken for one.
 */
export function violationAtEnd<S>(
  scenario: Scenario<S>,
  world: BuiltWorld<S>,
  before: Beginning,
  outcome: Pick<End<S>, "results" | "syscalls" | "failures">,
  made: readonly TasksBlock[],
  judged?: JudgedSyscalls,
): Violation | undefined {
  const { kernel, init, tasks, shared } = world;
  const [bug] = checkInvariants(kernel, "at-rest");
  if (bug !== undefined) return violationOf(bug);
  for (const { serial, state, value: file } of ownedIn(kernel.inFlight)) {
    if (state !== OwnerState.file || serial <= before.inFlight.noted) continue;
    const message = `a reference to ${fileName(kernel, file)} is left, and every syscall has returned`;
    return newViolation("kernel", "leak", message, { file });
  }
  const [only, ...others] = Object.values(outcome.results);
  if (others.length === 0 && only !== undefined && kernel.scheme.isFailure(only)) {
    const violation = judged === undefined ? changedSince(before.tables, kernel) : judged.violation;
    if (violation !== undefined) return violation;
  }
  const { check } = scenario;
  return (
    (check && violationIn(kernel, "check", () => check({ kernel, init, tasks, shared, ...outcome }))) ??
    leakOf(kernel, before.counts, made, [outcome.results, outcome.syscalls].flatMap(Object.values).flat())
  );
}

/** What a call has changed that failed. */
function changedSince(before: readonly TableView[], kernel: Kernel): Violation | undefined {
  const difference = firstDifference(before, viewTables(kernel));
  if (difference === undefined) return undefined;
  const { what, ...about } = difference;
  return newViolation("changed", "failed-and-changed", `the call failed and yet ${what}`, about);
}

/**
 * Judges the syscalls of a task that nobody interrupts, one by one: what fails must have changed nothing. Those inside
 * of another one are part of it. A task that returns no failure has taken those of its syscalls into account.
 */
export class JudgedSyscalls {
  /** Of the first that failed and has changed a table. */
  violation: Violation | undefined;
  /** Whether there was one. */
  any = false;
  #depth = 0;
  #before: readonly TableView[] = [];

  constructor(readonly kernel: Kernel) {}

  /** A syscall begins. */
  enter(): void {
    this.any = true;
    if (this.#depth++ === 0) this.#before = viewTables(this.kernel);
  }

  /** The innermost one has returned. */
  leave(result: number | undefined): void {
    if (--this.#depth > 0 || result === undefined || !this.kernel.scheme.isFailure(result)) return;
    this.violation ??= changedSince(this.#before, this.kernel);
  }
}

/** The first descriptor whose state differs between two moments. */
function firstDifference(
  before: readonly TableView[],
  after: readonly TableView[],
): { readonly what: string; readonly descriptor: number; readonly files: number } | undefined {
  for (const { files, slots } of after) {
    const old = before.find((table) => table.files === files);
    const states = new Map(old?.slots.map(({ fd, state, value }) => [fd, `${state} ${value}`]));
    for (const { fd, state, value } of slots) {
      if (states.get(fd) !== `${state} ${value}`) {
        return { what: `fd ${fd} is ${state}, which it was not before`, descriptor: fd, files };
      }
      states.delete(fd);
    }
    for (const [fd] of states)
      return { what: `fd ${fd} is free, which it was not before`, descriptor: fd, files };
  }
  return undefined;
}
