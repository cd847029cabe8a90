/** What is checked when every task has returned, and between steps. */
import { checkInvariants, fileName, viewTables, type Kernel, type TableView } from "../kernel/index.js";
import { filesInFlight } from "../kernel/internal.js";
import { ExploreError } from "./explore-error.js";
import type { Failure, Scenario } from "./scenario.js";
import type { Violation } from "./trace.js";
import { undone } from "./undone.js";
import { violationOf } from "./violation.js";
import type { BuiltWorld } from "./world.js";

/** What a world was before its tasks ran, as far as the end must be compared with it. */
export interface Beginning {
  readonly tables: readonly TableView[];
  /** Files that set-up left in flight may stay so, such as a message in a queue. */
  readonly held: ReadonlyMap<string, number>;
}

/** Notes the beginning. */
export function beginningOf<S>({ kernel }: BuiltWorld<S>): Beginning {
  return { tables: viewTables(kernel), held: filesInFlight(kernel) };
}

/** What the world violates between two steps. */
export function violationBetween<S>(scenario: Scenario<S>, world: BuiltWorld<S>): Violation | undefined {
  const [bug] = checkInvariants(world.kernel, "in-call");
  if (bug !== undefined) return violationOf(bug);
  const { invariant } = scenario;
  return invariant && violationIn(world.kernel, () => invariant(world));
}

/** What a check of the scenario says by throwing. */
function violationIn(kernel: Kernel, check: () => void): Violation | undefined {
  try {
    undone(kernel, check);
  } catch (error) {
    if (error instanceof ExploreError) throw error;
    return { kind: "check", message: error instanceof Error ? error.message : String(error) };
  }
  return undefined;
}

/** What the world violates after every task has returned. */
export function violationAtEnd<S>(
  scenario: Scenario<S>,
  world: BuiltWorld<S>,
  before: Beginning,
  results: Readonly<Record<string, number>>,
  failures: readonly Failure[],
): Violation | undefined {
  const { kernel, init, tasks, shared } = world;
  const [bug] = checkInvariants(kernel, "at-rest");
  if (bug !== undefined) return violationOf(bug);
  for (const [identity, file] of filesInFlight(kernel)) {
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
  const { check } = scenario;
  return check && violationIn(kernel, () => check({ kernel, init, tasks, shared, results, failures }));
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
