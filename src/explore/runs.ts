/** Explores one task alone, which nobody can interrupt: one run for each set of fault points that may fail. */
import type { Bound } from "./bound.js";
import { ExploreError } from "./explore-error.js";
import { LiveRunner, type Decision } from "./live.js";
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

/** Makes all runs: first those in which nothing fails, then those with one failure, and so on. */
export function exploreRuns<S>(space: Space<S>, options: Resolved, started: number): Runs {
  const runs = runByRun(space, options, started);
  let next = runs.next();
  space.watchdog.steps(() => {
    if (next.done !== true) next = runs.next();
    return next.done !== true;
  });
  return next.value as Runs;
}

/** What a run is made to decide besides the first ways, by the numbers of its decisions, in ascending order. */
type Ways = readonly { readonly number: number; readonly way: number }[];

/** Yields after each run. */
function* runByRun<S>(space: Space<S>, options: Resolved, started: number): Generator<undefined, Runs> {
  const { violates } = space.scenario;
  const runner = new LiveRunner(space, options);
  let pending: Ways[] = [[]];
  let runs = 0;
  let first: number | undefined;
  let found: Found | undefined;
  const ended = (bound?: Bound): Runs => ({ runs, bytes: runner.machine.bytes, bound, found });
  for (let failures = 0; failures <= options.failures && pending.length > 0; failures++) {
    const withOneMore: Ways[] = [];
    // A choice is no failure: what follows on its ways is added while the loop runs.
    for (const ways of pending) {
      options.onProgress?.({ states: runs + 1, transitions: runs + 1 });
      const bound = limitAt(options, runs, started);
      if (bound !== undefined) return ended(bound);
      const { decisions, hash, violation } = runner.run({ decide: decideBy(ways) });
      runs++;
      yield;
      if (ways.length === 0) first = hash;
      if (violation !== undefined) {
        const isWanted = violates === undefined || isExpected(violation, violates);
        if (isWanted || found === undefined) {
          found = { violation, schedule: scheduleOf(runner, ways) };
          if (isWanted) return ended({ kind: "violation" });
        }
      }
      for (const { number, ways: count, isFault } of decisions.slice((ways.at(-1)?.number ?? -1) + 1)) {
        if (isFault && failures === options.failures) continue;
        const next = isFault ? withOneMore : pending;
        // More than may be run is not kept.
        if (next.length > options.maxStates) break;
        for (let way = 1; way < count; way++) next.push([...ways, { number, way }]);
      }
    }
    pending = withOneMore;
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

function decideBy(ways: Ways): (decision: Decision) => number {
  return ({ number }) => ways.find((one) => one.number === number)?.way ?? 0;
}

/** The turns of a run. */
function scheduleOf<S>(runner: LiveRunner<S>, ways: Ways): Schedule {
  const log: Executed[] = [];
  runner.run({ decide: decideBy(ways), log });
  return new Schedule(turnsOf(log));
}
