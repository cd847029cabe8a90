/** Makes a counterexample easier to read: the same violation with fewer context switches and fewer calls cut in two. */
import { callsOf } from "./record.js";
import type { Replayer } from "./replayer.js";
import { Schedule, type Segment } from "./schedule.js";
import type { Violation } from "./trace.js";
import { standsFor } from "./violation.js";

/** How many runs may be tried to find one with fewer switches. */
const TRIES = 2000;

/** The same accesses of each task in another order: fewer context switches, and those between calls where they can be. */
export function minimise<S>(replayer: Replayer<S>, schedule: Schedule, violation: Violation): Schedule {
  // One task alone has no other order, and what fails is as little as may be.
  if (replayer.space.isAlone) return schedule;
  const cut = upToViolation(replayer, schedule, violation);
  const ordered = withWholeCalls(replayer, withFewerSwitches(replayer, cut, violation), violation);
  // In another order the violation may be there before the last access.
  return upToViolation(replayer, ordered, violation);
}

/** A step of the search merges accesses, and may go on past the one after which the violation is there. */
function upToViolation<S>(replayer: Replayer<S>, schedule: Schedule, violation: Violation): Schedule {
  const { violates } = replayer.space.scenario;
  let taken = 0;
  let end: number | undefined;
  replayer.run(schedule, () => {
    taken++;
    if (end !== undefined) return;
    const found = replayer.space.violationBetween(replayer.machine);
    if (found !== undefined && standsFor(found, violation, violates)) end = taken;
  });
  return end === undefined ? schedule : new Schedule(schedule.turns.slice(0, end));
}

function violatesLike<S>(replayer: Replayer<S>, schedule: Schedule, violation: Violation): boolean {
  const run = replayer.run(schedule);
  return (
    run.impossible === undefined &&
    run.violation !== undefined &&
    standsFor(run.violation, violation, replayer.space.scenario.violates)
  );
}

function withFewerSwitches<S>(replayer: Replayer<S>, schedule: Schedule, violation: Violation): Schedule {
  let best = schedule.segments;
  let tries = TRIES;
  const holdsUp = (segments: readonly Segment[]): boolean => {
    tries--;
    return violatesLike(replayer, Schedule.of(segments), violation);
  };
  for (let improved = true; improved && tries > 0;) {
    improved = false;
    search: for (let from = 0; from < best.length; from++) {
      for (let to = from + 1; to < best.length; to++) {
        if (best[to]?.task !== best[from]?.task) continue;
        for (const candidate of joined(best, from, to)) {
          if (tries <= 0) break search;
          if (!holdsUp(candidate)) continue;
          best = Schedule.of(candidate).segments;
          improved = true;
          break search;
        }
        break; // only the next segment of the same task can be joined: its accesses keep their order
      }
    }
  }
  return Schedule.of(best);
}

/** The two ways of joining a segment with the next one of its task: the later moves up, or the earlier down. */
function* joined(segments: readonly Segment[], from: number, to: number): Generator<readonly Segment[]> {
  const earlier = segments[from] as Segment;
  const later = segments[to] as Segment;
  const both: Segment = { task: earlier.task, turns: [...earlier.turns, ...later.turns] };
  const between = segments.slice(from + 1, to);
  yield [...segments.slice(0, from), both, ...between, ...segments.slice(to + 1)];
  yield [...segments.slice(0, from), ...between, both, ...segments.slice(to + 1)];
}

/**
 * Moves context switches to where no call is cut: the begun part of a call goes to where its rest is, or the rest to
 * where it began.
 */
function withWholeCalls<S>(replayer: Replayer<S>, schedule: Schedule, violation: Violation): Schedule {
  let best = schedule;
  for (let improved = true, tries = TRIES; improved && tries > 0;) {
    improved = false;
    const { segments } = best;
    const calls = callsOf(replayer, best);
    for (let at = 0; at < segments.length && !improved; at++) {
      const { task, turns: own } = segments[at] as Segment;
      const next = segments.findIndex((segment, index) => index > at && segment.task === task);
      if (next < 0) continue;
      const end = segments.slice(0, at + 1).reduce((sum, segment) => sum + segment.turns.length, 0);
      const { begun, left } = calls.cutAt(task, end);
      if (begun === 0) continue;
      const rest = (segments[next] as Segment).turns;
      const moved: Segment[][] = [];
      if (begun < own.length) {
        const later = [...segments];
        later[at] = { task, turns: own.slice(0, -begun) };
        later[next] = { task, turns: [...own.slice(-begun), ...rest] };
        moved.push(later);
      }
      if (left > 0 && left < rest.length) {
        const earlier = [...segments];
        earlier[at] = { task, turns: [...own, ...rest.slice(0, left)] };
        earlier[next] = { task, turns: rest.slice(left) };
        moved.push(earlier);
      }
      for (const candidate of moved.map((parts) => Schedule.of(parts))) {
        if (--tries <= 0 || !violatesLike(replayer, candidate, violation)) continue;
        best = candidate;
        improved = true;
        break;
      }
    }
  }
  return best;
}
