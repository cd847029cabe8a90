/** Makes a counterexample easier to read: the same violation with fewer context switches, and why it happens. */
import { nameWord } from "../kernel/index.js";
import type { Executed, Machine } from "./machine.js";
import { Op, opNames, touchesWord, writes } from "./operation.js";
import type { Space, Turn } from "./search.js";
import { runOn, runTurns } from "./turns.js";
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

/** The same operations of each task in another order, with as few context switches as moving segments reaches. */
export function withFewerSwitches<S>(
  space: Space<S>,
  machine: Machine,
  turns: readonly Turn[],
  violation: Violation,
): readonly Turn[] {
  let best = segmentsOf(turns);
  let tries = TRIES;
  const holdsUp = (segments: readonly Segment[]): boolean => {
    tries--;
    const run = runTurns(
      space,
      machine,
      segments.flatMap(({ turns: own }) => own),
    );
    return run.impossible === undefined && run.violation?.kind === violation.kind;
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

/** An access that matters, in words. */
interface Access {
  readonly task: string;
  readonly what: string;
}

/** The difference between a run that violates and the nearest one that was found to hold. */
export interface Why {
  /** The access that came first, and the one that should have: in the run that holds they are the other way around. */
  readonly accesses?: readonly [first: Access, second: Access];
  /** The same in a sentence. */
  readonly text: string;
}

/**
 * Looks for the nearest run that holds: first the same run without its failures, then from the last context switch
 * back, the run in which the task that was interrupted goes on instead.
 */
export function whyOf<S>(space: Space<S>, machine: Machine, turns: readonly Turn[]): Why {
  const names = space.scenario.order;
  const starts: number[] = [];
  turns.forEach(({ task }, index) => {
    if (index > 0 && turns[index - 1]?.task !== task) starts.push(index);
  });
  for (const start of starts.reverse()) {
    const interrupted = (turns[start - 1] as Turn).task;
    const others = names.map((_, task) => task).filter((task) => task !== interrupted);
    for (const first of [interrupted, ...others.filter((task) => task !== turns[start]?.task)]) {
      const rest = names.map((_, task) => task).filter((task) => task !== first);
      const run = runTurns(space, machine, turns.slice(0, start));
      if (run.impossible !== undefined || !machine.isEnabled(first)) continue;
      const other = runOn(space, machine, [first, ...rest]);
      if (other.violation !== undefined) continue;
      const why = difference(space, machine, turns, start, other.log, first);
      if (why !== undefined) return why;
    }
  }
  const failing = turns.findIndex(({ fails }) => fails);
  if (failing >= 0) {
    runTurns(space, machine, turns.slice(0, failing));
    const { violation } = runOn(space, machine, order(names.length, (turns[failing] as Turn).task));
    if (violation === undefined)
      return { text: "Without the failure the run holds: this exit forgets something." };
  }
  if (names.length === 1)
    return { text: "It needs no failure and no other task: the code is wrong as it stands." };
  return { text: "No order of the last calls was found that holds: look at what the tasks do, not at when." };
}

function order(tasks: number, first: number): number[] {
  return [first, ...Array.from({ length: tasks }, (_, task) => task).filter((task) => task !== first)];
}

/** The first two accesses, one of each run's leading task, that conflict and change places between the runs. */
function difference<S>(
  space: Space<S>,
  machine: Machine,
  turns: readonly Turn[],
  start: number,
  otherLog: readonly Executed[],
  first: number,
): Why | undefined {
  const { log } = runTurns(space, machine, turns);
  const early = log.slice(start).filter(({ task, op }) => task !== first && touchesWord(op));
  const late = otherLog.filter(({ task, op }) => task === first && touchesWord(op));
  const conflict = (one: Executed, two: Executed): boolean =>
    one.operand === two.operand &&
    (writes(one.op) || writes(two.op)) &&
    one.op !== Op.unlock &&
    two.op !== Op.unlock;
  // Locks only say who was first; the data under them says what it meant.
  const pairs = early.flatMap((one) => {
    const two = late.find((candidate) => conflict(one, candidate));
    return two === undefined ? [] : [{ one, two }];
  });
  const pair = pairs.find(({ one }) => one.op !== Op.lock) ?? pairs[0];
  if (pair === undefined) return undefined;
  const say = ({ task, op, operand }: Executed): Access => ({
    task: space.scenario.order[task] ?? "",
    what: `${opNames[op]} ${nameWord(space.world.kernel, operand)}`,
  });
  const accesses = [say(pair.one), say(pair.two)] as const;
  const [one, two] = accesses;
  return {
    accesses,
    text: `${one.task}'s ${one.what} comes before ${two.task}'s ${two.what}. The other way around the run holds.`,
  };
}
