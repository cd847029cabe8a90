/** Runs one scenario on the schedule of another one's run, so that two designs can be laid side by side. */
import { nameWord } from "../kernel/index.js";
import { recordFailure } from "./failures.js";
import type { Executed, Machine } from "./machine.js";
import { Op } from "./operation.js";
import { accessName, callsOf, programsOf, record, type Call } from "./record.js";
import type { Scenario } from "./scenario.js";
import { Space, type Turn } from "./search.js";
import { withoutAddresses, type Trace, type TraceStep } from "./trace.js";
import { runTurns, turnMachine } from "./turns.js";

/** A step of the run that is followed, with which of its task's calls of that name it belongs to, from 0. */
interface Guide {
  readonly step: TraceStep;
  readonly occurrence: number;
}

/** A run so far, with where the calls of one task lie in it. */
interface Ahead {
  readonly turns: readonly Turn[];
  readonly log: readonly Executed[];
  readonly names: readonly string[];
  /** The task's calls, by its own operations. */
  readonly calls: readonly Call[];
  /** Where in the log each of the task's own operations stands. */
  readonly own: readonly number[];
}

/**
 * Runs a scenario on the schedule of another scenario's run: the same tasks take over at the same calls, within a call
 * at the same access to the same word, and the same call is made to fail in the same place.
 *
 * Calls are matched by their task, their name (`get_unused_fd_flags` is `getUnusedFdFlags`) and their number among the
 * task's calls of that name; accesses outside any call by the name of the word. A switch at a call that this scenario does not make happens after the one before it; a
 * task that cannot go on is passed over; and what is left when the schedule ends is run task by task, beginning with the
 * one that ran last. The run ends early where it violates.
 *
 * @param scenario - The scenario to run, with tasks of the same names.
 * @param model - The run whose schedule is followed. With no step and no failure: each task as far as it comes, one
 * after the other.
 * @returns The run, with a `violation` when it violates.
 * @throws {@link ExploreError} as {@link explore} does.
 *
 * @public
 */
export function follow<S>(scenario: Scenario<S>, model: Pick<Trace, "steps" | "failures">): Trace {
  if (scenario.order.length === 1) return failLike(scenario, model);
  const space = new Space(scenario);
  const machine = turnMachine(space);
  let turns: readonly Turn[] = [];
  let last = 0;
  for (const segment of segmentsOf(model.steps)) {
    const task = scenario.order.indexOf(segment[0]?.step.task ?? "");
    if (task < 0) continue;
    last = task;
    turns = followSegment(space, machine, turns, task, segment);
  }
  for (const task of [last, ...scenario.order.keys()]) turns = goOn(space, machine, turns, task).turns;
  // A task that had to wait may go on now.
  for (let length = -1; length < turns.length;) {
    length = turns.length;
    for (const task of scenario.order.keys()) turns = goOn(space, machine, turns, task).turns;
  }
  const { trace } = record(space, machine, untilViolation(space, machine, turns));
  space.checkOutside();
  return trace;
}

/** One task's run, with the failure of the run that is followed: there is nothing else to a schedule of one task. */
function failLike<S>(scenario: Scenario<S>, model: Pick<Trace, "steps" | "failures">): Trace {
  const [failure] = model.failures;
  const holding = recordFailure(scenario, 0);
  if (failure === undefined || holding.violation !== undefined) return holding;
  const guide = guidesOf(model.steps).find(({ step }) => step.failure !== undefined);
  let elsewhere: Trace | undefined;
  for (let point = 1; ; point++) {
    const run = recordFailure(scenario, point);
    const [made] = run.failures;
    if (made === undefined) return elsewhere ?? holding;
    if (made.code !== failure.code || made.where !== failure.where) continue;
    const own = guidesOf(run.steps).find(({ step }) => step.failure !== undefined);
    if (guide === undefined || (own !== undefined && isSameCall(own, guide))) return run;
    elsewhere ??= run;
  }
}

function guidesOf(steps: readonly TraceStep[]): Guide[] {
  const begun = new Map<string, number>();
  return steps.map((step) => {
    const key = `${step.task} ${keyOf(step)}`;
    const isNew = step.phase === undefined || step.phase === "begin";
    const count = (begun.get(key) ?? 0) + (isNew ? 1 : 0);
    begun.set(key, count);
    return { step, occurrence: count - 1 };
  });
}

function isSameCall(left: Guide, right: Guide): boolean {
  return left.occurrence === right.occurrence && keyOf(left.step) === keyOf(right.step);
}

/** The steps between two context switches. */
function segmentsOf(steps: readonly TraceStep[]): Guide[][] {
  const segments: Guide[][] = [];
  for (const guide of guidesOf(steps)) {
    const last = segments.at(-1);
    if (last?.[0]?.step.task === guide.step.task) last.push(guide);
    else segments.push([guide]);
  }
  return segments;
}

/** What a call is matched by: its name without the spelling of its language; for a bare access the word, too. */
function keyOf({ operation, args }: Pick<Call, "operation" | "args">): string {
  const name = operation.replaceAll("_", "").toLowerCase();
  return operation in Op ? `${name} ${withoutAddresses(String(args[0]))}` : name;
}

/** The turns with those that the task takes for its part of the schedule. */
function followSegment<S>(
  space: Space<S>,
  machine: Machine,
  turns: readonly Turn[],
  task: number,
  segment: readonly Guide[],
): readonly Turn[] {
  let ahead = goOn(space, machine, turns, task);
  for (const guide of segment) {
    const failing = guide.step.failure && failingTurn(space, ahead, turns.length, task, guide);
    if (failing === undefined) continue;
    ahead = goOn(space, machine, [...ahead.turns.slice(0, failing), { task, fails: true }], task);
  }
  // The last call of the segment that this scenario makes, too.
  for (const guide of segment.toReversed()) {
    const end = endOf(ahead, guide, turns.length);
    if (end !== undefined) return ahead.turns.slice(0, Math.max(end, turns.length));
  }
  return turns;
}

/** The number of the turn at which the guide's failure can be made; undefined when it cannot from here on. */
function failingTurn<S>(
  space: Space<S>,
  { log, calls, own }: Ahead,
  from: number,
  task: number,
  { step, occurrence }: Guide,
): number | undefined {
  const call = calls.filter((made) => keyOf(made) === keyOf(step))[occurrence];
  const turn = own.slice(call?.begin, call?.end).find((index) => {
    const { op, operand } = log[index] as Executed;
    if (index < from || op !== Op.fails) return false;
    const { code, where } = space.automata[task]?.fallible[operand] ?? {};
    return code === step.failure?.code && where === step.failure?.where;
  });
  return turn;
}

/** How many turns the run has had when its task is where the guide's step ended; undefined without such a call. */
function endOf({ turns, log, names, calls, own }: Ahead, guide: Guide, from: number): number | undefined {
  const { step, occurrence } = guide;
  const call = calls.filter((made) => keyOf(made) === keyOf(step))[occurrence];
  if (call === undefined) return undefined;
  const whole = call.end === undefined ? turns.length : (own[call.end - 1] ?? -1) + 1;
  if (step.access === undefined) return whole;
  const access = withoutAddresses(step.access);
  const places = own.slice(call.begin, call.end).filter((index) => index >= from);
  const place = places.find(
    (index) => withoutAddresses(accessName(log, names, index, index) ?? "") === access,
  );
  return place === undefined ? whole : place + 1;
}

/** The task goes on from the end of the turns as far as it comes. Nothing fails. */
function goOn<S>(space: Space<S>, machine: Machine, turns: readonly Turn[], task: number): Ahead {
  const { kernel } = space.world;
  const names: string[] = [];
  const name = (): number => names.push(nameWord(kernel, machine.log?.at(-1)?.operand ?? 0));
  const log = [...runTurns(space, machine, turns, name).log];
  machine.log = log;
  while (machine.violation === undefined && machine.isEnabled(task)) {
    machine.mark();
    machine.step(task, []);
    name();
  }
  machine.log = undefined;
  const own = log.flatMap(({ task: whose, waits }, index) => (whose === task && !waits ? [index] : []));
  const taken = log.slice(turns.length).map((): Turn => ({ task, fails: false }));
  return {
    turns: [...turns, ...taken],
    log,
    names,
    calls: programsOf(space, log, names)[task]?.calls ?? [],
    own,
  };
}

/**
 * The turns up to the first violation, and to the end of the call that it is in, where its task goes on with that and
 * the violation stays.
 */
function untilViolation<S>(space: Space<S>, machine: Machine, turns: readonly Turn[]): readonly Turn[] {
  let taken = 0;
  let violated: number | undefined;
  runTurns(space, machine, turns, () => {
    taken++;
    if (space.violationBetween() !== undefined) violated ??= taken;
  });
  if (violated === undefined) return turns;
  const task = turns[violated - 1]?.task ?? 0;
  const { left } = callsOf(space, machine, turns).cutAt(task, violated);
  const whole = turns.slice(0, violated + left);
  const isOneTask = whole.slice(violated).every((turn) => turn.task === task);
  return isOneTask && runTurns(space, machine, whole).violation !== undefined
    ? whole
    : turns.slice(0, violated);
}
