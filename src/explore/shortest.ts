/**
 * Makes sure that a counterexample is a shortest one. A step of the reduced search holds several accesses, so that the run
 * with the fewest steps can have more accesses than another one: a second search, in which each access is a step, looks
 * for a run that has fewer.
 */
import { ExploreError } from "./explore-error.js";
import { minimise } from "./minimise.js";
import type { Resolved } from "./options.js";
import { Replayer } from "./replayer.js";
import { isReduced, Search, type Found } from "./search.js";
import type { Space } from "./space.js";
import { isExpected } from "./violation.js";

/**
 * How many states the second search may keep, so that it seldom takes longer than the first one. Where they do not
 * suffice, the run has the fewest steps, and perhaps not the fewest accesses.
 */
const MOST_STATES = 100_000;

/** A counterexample, and what runs it. */
export interface Counterexample<S> extends Found {
  readonly replayer: Replayer<S>;
}

/**
 * The run to be shown for one that was found: with the fewest failures, among these with the fewest accesses, and among
 * these with few context switches. A run that was not searched for breadth first, or in steps that are calls, is only
 * made easier to read.
 */
export function shortest<S>(space: Space<S>, found: Found, options: Resolved): Counterexample<S> {
  const first = minimised(space, found, options);
  if (!mayBeShorter(space, options)) return first;
  const shorter = searchBelow(space, first, options);
  if (shorter !== undefined) return minimised(space, shorter, options);
  // The search has taken the kernel's memory over: what runs the schedule is made anew.
  return { ...first, replayer: new Replayer(space, options.reuse) };
}

/** Whether the search went through steps that hold several accesses, shortest first. */
function mayBeShorter<S>(space: Space<S>, options: Resolved): boolean {
  const { granularity, order } = options;
  return !space.isAlone && granularity === "access" && order === "breadth" && isReduced(space, options);
}

function minimised<S>(
  space: Space<S>,
  { schedule, violation }: Found,
  { reuse }: Resolved,
): Counterexample<S> {
  const replayer = new Replayer(space, reuse);
  return { replayer, violation, schedule: minimise(replayer, schedule, violation) };
}

/** Looks for a run of fewer accesses that shows what the scenario must show, or any violation where it need not. */
function searchBelow<S>(
  space: Space<S>,
  { violation, schedule }: Found,
  options: Resolved,
): Found | undefined {
  const { violates } = space.scenario;
  const { failures, reuse } = options;
  const machine = space.machine({ unit: "access", reduce: false, failures, reuse });
  const { shard: _, ...whole } = options;
  const limited = {
    ...whole,
    reduce: false,
    compact: false,
    maxStates: Math.min(options.maxStates, MOST_STATES),
  };
  const second = new Search(space, machine, limited, performance.now(), schedule.length - 1);
  try {
    second.search();
  } catch (error) {
    // A violation was found. What is wrong with a program elsewhere does not take it back.
    if (error instanceof ExploreError) return undefined;
    throw error;
  }
  const { found } = second.result();
  if (found === undefined || found.schedule.length >= schedule.length) return undefined;
  return isExpected(found.violation, violates) === isExpected(violation, violates) ? found : undefined;
}
