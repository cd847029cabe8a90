/** Explores one task alone, which nobody can interrupt: one run for each set of fault points that may fail. */
import type { Bound } from "./bound.js";
import { ExploreError } from "./explore-error.js";
import { LiveRunner } from "./live.js";
import type { Executed } from "./machine.js";
import type { Resolved } from "./options.js";
import { turnsOf } from "./replayer.js";
import { Schedule } from "./schedule.js";
import type { Found } from "./search.js";
import type { Space } from "./space.js";
import { isExpected } from "./violation.js";

/** What came of the runs. */
export interface Runs {
  readonly runs: number;
  readonly bytes: number;
  readonly bound: Bound | undefined;
  readonly found: Found | undefined;
}

/** Makes all runs: first the one in which nothing fails, then those with one failure, and so on. */
export function exploreRuns<S>(space: Space<S>, options: Resolved, started: number): Runs {
  const runs = runByRun(space, options, started);
  let next = runs.next();
  space.watchdog.steps(() => {
    if (next.done !== true) next = runs.next();
    return next.done !== true;
  });
  return next.value as Runs;
}

/** Yields after each run. */
function* runByRun<S>(space: Space<S>, options: Resolved, started: number): Generator<undefined, Runs> {
  const { violates } = space.scenario;
  const runner = new LiveRunner(space, options);
  // Sets of points that fail, each in ascending order.
  let sets: (readonly number[])[] = [[]];
  let runs = 0;
  let first: number | undefined;
  let found: Found | undefined;
  const ended = (bound?: Bound): Runs => ({ runs, bytes: runner.machine.bytes, bound, found });
  for (let size = 0; size <= options.failures && sets.length > 0; size++) {
    const larger: (readonly number[])[] = [];
    for (const set of sets) {
      options.onProgress?.({ states: runs + 1, transitions: runs + 1 });
      const bound = limitAt(options, runs, started);
      if (bound !== undefined) return ended(bound);
      const { points, hash, violation } = runner.run({ fails: (point) => set.includes(point) });
      runs++;
      yield;
      if (set.length === 0) first = hash;
      if (violation !== undefined) {
        const isWanted = violates === undefined || isExpected(violation, violates);
        if (isWanted || found === undefined) {
          found = { violation, schedule: scheduleOf(runner, set) };
          if (isWanted) return ended({ kind: "violation" });
        }
      }
      if (size < options.failures) {
        for (let point = (set.at(-1) ?? 0) + 1; point <= points; point++) larger.push([...set, point]);
      }
    }
    sets = larger;
  }
  if (found !== undefined) return ended({ kind: "violation" });
  // The first run once more: by now, what a task keeps elsewhere is no longer what it was.
  if (runner.run().hash !== first) {
    throw new ExploreError(
      "nondeterministic",
      `The tasks of "${space.scenario.name}" are not deterministic: run again, they make other accesses. ` +
        "Keep no state outside the kernel's memory, and use no clock and no random numbers.",
    );
  }
  return ended();
}

function limitAt({ maxStates, maxMilliseconds }: Resolved, runs: number, started: number): Bound | undefined {
  if (runs >= maxStates) return { kind: "states", limit: maxStates };
  if (performance.now() - started >= maxMilliseconds) return { kind: "time", limit: maxMilliseconds };
  return undefined;
}

/** The turns of a run. */
function scheduleOf<S>(runner: LiveRunner<S>, set: readonly number[]): Schedule {
  const log: Executed[] = [];
  runner.run({ fails: (point) => set.includes(point), log });
  return new Schedule(turnsOf(log));
}
