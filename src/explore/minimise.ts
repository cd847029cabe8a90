/** Makes a counterexample easier to read: the same violation with fewer context switches and fewer calls cut in two. */
import type { Machine } from "./machine.js";
import { callsOf } from "./record.js";
import type { Space, Turn } from "./search.js";
import { runTurns } from "./turns.js";
import type { Violation } from "./trace.js";

/** How many runs may be tried to find one with fewer switches. */
const TRIES = 2000;

interface Segment {
  readonly task: number;
  readonly turns: readonly Turn[];
}

function segmentsOf(turns: readonly Turn[]): Segment[] {
  const segments: { task: number; turns: Turn[] }[] = [];
  for (const turn of turns) {
    const last = segments.at(-1);
    if (last?.task === turn.task) last.turns.push(turn);
    else segments.push({ task: turn.task, turns: [turn] });
  }
  return segments;
}

/** The same operations of each task in another order: fewer context switches, and those between calls where they can be. */
export function minimise<S>(
  space: Space<S>,
  machine: Machine,
  turns: readonly Turn[],
  violation: Violation,
): readonly Turn[] {
  return withWholeCalls(space, machine, withFewerSwitches(space, machine, turns, violation), violation);
}

function violatesLike<S>(
  space: Space<S>,
  machine: Machine,
  turns: readonly Turn[],
  violation: Violation,
): boolean {
  const run = runTurns(space, machine, turns);
  return run.impossible === undefined && run.violation?.kind === violation.kind;
}

function withFewerSwitches<S>(
  space: Space<S>,
  machine: Machine,
  turns: readonly Turn[],
  violation: Violation,
): readonly Turn[] {
  let best = segmentsOf(turns);
  let tries = TRIES;
  const holdsUp = (segments: readonly Segment[]): boolean => {
    tries--;
    const candidate = segments.flatMap(({ turns: own }) => own);
    return violatesLike(space, machine, candidate, violation);
  };
  for (let improved = true; improved && tries > 0;) {
    improved = false;
    search: for (let from = 0; from < best.length; from++) {
      for (let to = from + 1; to < best.length; to++) {
        if (best[to]?.task !== best[from]?.task) continue;
        for (const candidate of joined(best, from, to)) {
          if (tries <= 0) break search;
          if (!holdsUp(candidate)) continue;
          best = segmentsOf(candidate.flatMap(({ turns: own }) => own));
          improved = true;
          break search;
        }
        break; // only the next segment of the same task can be joined: its operations keep their order
      }
    }
  }
  return best.flatMap(({ turns: own }) => own);
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
function withWholeCalls<S>(
  space: Space<S>,
  machine: Machine,
  turns: readonly Turn[],
  violation: Violation,
): readonly Turn[] {
  let best = turns;
  for (let improved = true, tries = TRIES; improved && tries > 0;) {
    improved = false;
    const segments = segmentsOf(best);
    const { cutAt } = callsOf(space, machine, best);
    for (let at = 0; at < segments.length && !improved; at++) {
      const { task, turns: own } = segments[at] as Segment;
      const next = segments.findIndex((segment, index) => index > at && segment.task === task);
      if (next < 0) continue;
      const end = segments.slice(0, at + 1).reduce((sum, segment) => sum + segment.turns.length, 0);
      const { begun, left } = cutAt(task, end);
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
      for (const candidate of moved.map((parts) => parts.flatMap((part) => part.turns))) {
        if (--tries <= 0 || !violatesLike(space, machine, candidate, violation)) continue;
        best = candidate;
        improved = true;
        break;
      }
    }
  }
  return best;
}
