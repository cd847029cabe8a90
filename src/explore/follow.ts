/** Runs one scenario on the schedule of another one's run, so that two designs can be laid side by side. */
import { nameWord } from "../kernel/index.js";
import { recordFailure } from "./failures.js";
import type { Executed, Machine } from "./machine.js";
import { Op } from "./operation.js";
import { accessAt, callsOf, endedBefore, isSameAccess, programsOf, record, type Call } from "./record.js";
import type { Failure, Scenario } from "./scenario.js";
import { Space, type Turn } from "./search.js";
import { spelledAlike, withoutAddresses, type Trace, type TraceStep } from "./trace.js";
import { runTurns, turnMachine } from "./turns.js";

/** What is followed of a run. */
type Model = Pick<Trace, "steps" | "failures">;

/** A step of the run that is followed. */
interface Guide {
  readonly step: TraceStep;
  /** Which of its task's calls of that name it belongs to, from 0. */
  readonly occurrence: number;
  /** The failures that it took. */
  readonly failures: readonly Failure[];
  /** Whether its task's next step took one. */
  readonly failsNext: boolean;
}

/** A run so far, with where the calls of one task lie in it. */
interface Ahead {
  readonly turns: readonly Turn[];
  readonly log: readonly Executed[];
  readonly names: readonly string[];
  /** The task's calls, by its own operations. */
  readonly calls: readonly Call[];
  /** Where in the log the task's own operations stand, and the turns in which it began to wait. */
  readonly own: readonly number[];
  /** The number of each operation of the log among those of its task. */
  readonly numbers: readonly number[];
}

/**
 * Runs a scenario on the schedule of another scenario's run: the same tasks take over at the same calls, within a call
 * at the same access to the same word, and the same calls are made to fail in the same places.
 *
 * Calls are matched by their task, their name (`get_unused_fd_flags` is `getUnusedFdFlags`) and their number among the
 * task's calls of that name; accesses outside any call by the name of the word. A switch at a call that this scenario
 * does not make happens after the one before it; a task that cannot go on is passed over; and what is left when the
 * schedule ends is run task by task, beginning with the one that ran last. The run ends early where it violates.
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
  // A run of one task has no schedule; where one point fails, its runs can be looked through.
  if (scenario.order.length === 1 && model.failures.length <= 1) return failLike(scenario, model);
  const space = new Space(scenario);
  const machine = turnMachine(space);
  const turns = space.violationBetween() === undefined ? followTurns(space, machine, model) : [];
  const { trace } = record(space, machine, turns);
  space.checkOutside();
  return trace;
}

function followTurns<S>(space: Space<S>, machine: Machine, model: Model): readonly Turn[] {
  const { order } = space.scenario;
  let turns: readonly Turn[] = [];
  let last = 0;
  for (const segment of segmentsOf(model)) {
    const task = order.indexOf(segment[0]?.step.task ?? "");
    if (task < 0) continue;
    last = task;
    turns = followSegment(space, machine, turns, task, segment);
  }
  for (const task of [last, ...order.keys()]) turns = goOn(space, machine, turns, task).turns;
  // A task that had to wait may go on now.
  for (let length = -1; length < turns.length;) {
    length = turns.length;
    for (const task of order.keys()) turns = goOn(space, machine, turns, task).turns;
  }
  return untilViolation(space, machine, turns);
}

/**
 * One task's run, with the failure of the run that is followed: there is nothing else to a schedule of one task. Of the
 * points that fail alike, one in the same call is the nearest, and of several there the one of the same number.
 */
function failLike<S>(scenario: Scenario<S>, model: Model): Trace {
  const [failure] = model.failures;
  const holding = recordFailure(scenario, 0);
  if (failure === undefined || holding.violation !== undefined) return holding;
  const guide = failingCall(model);
  let nearest = holding;
  let most = -1;
  for (let point = 1; most < 3; point++) {
    const run = recordFailure(scenario, point);
    const [made] = run.failures;
    if (made === undefined) break;
    if (made.code !== failure.code || made.where !== failure.where) continue;
    const own = failingCall(run);
    const isThere = guide === undefined || own === undefined ? guide === own : isSameCall(own, guide);
    const alike = (isThere ? 2 : 0) + (point === failure.point ? 1 : 0);
    if (alike <= most) continue;
    most = alike;
    nearest = run;
  }
  return nearest;
}

/** The call that a run's failure is in; undefined when it is outside any. */
function failingCall(model: Model): Guide | undefined {
  return guidesOf(model).find(({ step }) => step.failure !== undefined && !(step.operation in Op));
}

function guidesOf({ steps, failures }: Model): Guide[] {
  const begun = new Map<string, number>();
  // The call in which each task was interrupted: when it goes on after it has waited, that is no other one.
  const open = new Map<string, string>();
  let failed = 0;
  return steps.map((step, at) => {
    const key = `${step.task} ${keyOf(step)}`;
    const isNew = (step.phase === undefined || step.phase === "begin") && open.get(step.task) !== key;
    const count = (begun.get(key) ?? 0) + (isNew ? 1 : 0);
    begun.set(key, count);
    if (step.phase === undefined || step.phase === "end") open.delete(step.task);
    else open.set(step.task, key);
    const occurrence = count - 1;
    const after = steps.slice(at + 1);
    const failsNext = after.find(({ task }) => task === step.task)?.failure !== undefined;
    if (step.failure === undefined) return { step, occurrence, failures: [], failsNext };
    // A step tells the first of its failures; more of them follow it in the run's.
    const next = after.find(({ failure }) => failure !== undefined)?.failure;
    const more = failures.slice(failed + 1);
    const end = next === undefined ? more.length : Math.max(more.findIndex(isSameFailure(next)), 0);
    failed += 1 + end;
    return { step, occurrence, failures: [step.failure, ...more.slice(0, end)], failsNext };
  });
}

function isSameFailure(one: Failure): (other: Failure) => boolean {
  return (other) => other.point === one.point && other.code === one.code && other.where === one.where;
}

function isSameCall(left: Guide, right: Guide): boolean {
  return left.occurrence === right.occurrence && keyOf(left.step) === keyOf(right.step);
}

/** The steps between two context switches. */
function segmentsOf(model: Model): Guide[][] {
  const segments: Guide[][] = [];
  for (const guide of guidesOf(model)) {
    const last = segments.at(-1);
    if (last?.[0]?.step.task === guide.step.task) last.push(guide);
    else segments.push([guide]);
  }
  return segments;
}

/** What a call is matched by: its name without the spelling of its language; for a bare access the word, too. */
function keyOf({ operation, args }: Pick<Call, "operation" | "args">): string {
  const name = spelledAlike(operation);
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
  let least = turns.length;
  for (const guide of segment) {
    for (const failure of guide.failures) {
      const failing = failingTurn(space, ahead, least, task, guide, failure);
      if (failing === undefined) continue;
      ahead = goOn(space, machine, [...ahead.turns.slice(0, failing), { task, fails: true }], task);
      least = failing + 1;
    }
  }
  // The last call of the segment that this scenario makes, too.
  for (const guide of segment.toReversed()) {
    const end = endOf(ahead, guide, turns.length);
    if (end !== undefined) return ahead.turns.slice(0, Math.max(end, least));
  }
  return ahead.turns.slice(0, least);
}

/** The call of the run that a guide is about. */
function callOf({ calls }: Ahead, { step, occurrence }: Guide): Call | undefined {
  return calls.filter((made) => keyOf(made) === keyOf(step))[occurrence];
}

/** Where in the log a call's operations stand, and the turns in which it began to wait. */
function placesOf({ own, numbers }: Ahead, { begin, end = Infinity }: Call): readonly number[] {
  return own.filter((index) => (numbers[index] as number) >= begin && (numbers[index] as number) < end);
}

/** The number of the turn at which the guide's failure can be made; undefined when it cannot from here on. */
function failingTurn<S>(
  space: Space<S>,
  ahead: Ahead,
  from: number,
  task: number,
  guide: Guide,
  { point, code, where }: Failure,
): number | undefined {
  const call = callOf(ahead, guide);
  const { log, own } = ahead;
  const places = call === undefined ? own : placesOf(ahead, call);
  const alike = places.filter((index) => {
    const { op, operand } = log[index] as Executed;
    if (index < from || op !== Op.fails) return false;
    const made = space.automata[task]?.fallible[operand];
    return made?.code === code && made.where === where;
  });
  // Of several in one call, the one that has the same number among the task's points.
  const points = own.filter((index) => log[index]?.op === Op.fails);
  return alike.find((index) => points.indexOf(index) + 1 === point) ?? alike[0];
}

/** How many turns the run has had when its task is where the guide's step ended; undefined without such a call. */
function endOf(ahead: Ahead, guide: Guide, from: number): number | undefined {
  const { turns, log, names, own, numbers } = ahead;
  const { phase, access, accessCount = 1 } = guide.step;
  const call = callOf(ahead, guide);
  if (call === undefined) return undefined;
  const { end = Infinity } = call;
  const whole =
    end === Infinity ? turns.length : (own.findLast((index) => (numbers[index] as number) < end) ?? -1) + 1;
  if (phase === undefined || phase === "end") return whole;
  const places = placesOf(ahead, call);
  const alike = places.filter((index) => isSameAccess(accessAt(log, names, index), access));
  const place = alike[accessCount - 1] ?? alike.at(-1);
  if (access !== undefined && place === undefined) return whole;
  // What nobody else can notice belongs to the access before it, but for a point that is to fail when the call goes on.
  const begin = place === undefined ? from : place + 1;
  const isNext = (index: number): boolean =>
    accessAt(log, names, index) !== undefined || (guide.failsNext && log[index]?.op === Op.fails);
  const next = places.find((index) => index >= begin && isNext(index));
  const reached = places.findLast((index) => index < (next ?? Infinity)) ?? -1;
  return place === undefined && next === undefined ? whole : Math.max(reached + 1, begin);
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
  const own = log.flatMap(({ task: whose }, index) => (whose === task ? [index] : []));
  const taken = log.slice(turns.length).map((): Turn => ({ task, fails: false }));
  return {
    turns: [...turns, ...taken],
    log,
    names,
    calls: programsOf(space, log, names)[task]?.calls ?? [],
    own,
    numbers: endedBefore(log),
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
