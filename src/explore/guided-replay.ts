/** Runs one scenario on the schedule of another one's run, so that two designs can be laid side by side. */
import { noteOwn } from "../binding/internal.js";
import type { MemoryName } from "../kernel/index.js";
import { describeWord, Op } from "../kernel/internal.js";
import { callKey, isSameAccess } from "./alike.js";
import type { LocalStates } from "./local-states.js";
import type { Executed } from "./machine.js";
import { accessAt, callsOf, endedBefore, programsOf, record, type Call, type Recorded } from "./record.js";
import { Replayer, turnsOf } from "./replayer.js";
import type { Failure, Scenario } from "./scenario.js";
import { Schedule } from "./schedule.js";
import { Space } from "./space.js";
import type { Trace, TraceStep } from "./trace.js";

/** What is followed of a run. */
type Model = Pick<Trace, "steps" | "failures" | "choices">;

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
  readonly schedule: Schedule;
  readonly log: readonly Executed[];
  readonly names: readonly MemoryName[];
  /** The task's calls, by its own operations. */
  readonly calls: readonly Call[];
  /** Where in the log the task's own operations stand, and the turns in which it began to wait. */
  readonly own: readonly number[];
  /** The number of each operation of the log among those of its task. */
  readonly numbers: readonly number[];
}

/**
 * Runs a scenario on the schedule of another scenario's run: the same tasks take over at the same calls, within a call
 * at the same access to the same word, the same failures are injected into the same calls, and choices of the same label
 * take the same ways.
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
export function follow<S>(
  scenario: Scenario<S>,
  model: Pick<Trace, "steps" | "failures" | "choices">,
): Trace {
  const space = new Space(scenario);
  const replayer = new Replayer(space);
  const { trace } = space.isAlone
    ? failLike(replayer, model)
    : record(
        replayer,
        space.violationBetween(replayer.machine) === undefined
          ? followSteps(replayer, model)
          : Schedule.EMPTY,
      );
  space.hidden.check();
  return trace;
}

function followSteps<S>(replayer: Replayer<S>, model: Model): Schedule {
  const { order } = replayer.space.scenario;
  let schedule = Schedule.EMPTY;
  let last = 0;
  for (const segment of segmentsOf(model)) {
    const task = order.indexOf(segment[0]?.step.task ?? "");
    if (task < 0) continue;
    last = task;
    schedule = followSegment(replayer, model, schedule, task, segment);
  }
  for (const task of [last, ...order.keys()]) schedule = goOn(replayer, model, schedule, task).schedule;
  // A task that had to wait may go on now.
  for (let length = -1; length < schedule.length;) {
    ({ length } = schedule);
    for (const task of order.keys()) schedule = goOn(replayer, model, schedule, task).schedule;
  }
  return untilViolation(replayer, schedule);
}

/**
 * One task's run, with the failures of the run that is followed: there is nothing else to a schedule of one task. Of the
 * points that fail alike, one in the same call is the nearest, and of several there the one of the same number.
 */
function failLike<S>(replayer: Replayer<S>, model: Model): Recorded {
  let nearest = chooseLike(replayer, model, record(replayer, Schedule.EMPTY));
  for (const [index, failure] of model.failures.entries()) {
    if (nearest.trace.violation !== undefined) break;
    nearest = chooseLike(replayer, model, failAlso(replayer, model, nearest, failure, index));
  }
  return nearest;
}

/** The run, with each choice that another one made in the same place. */
function chooseLike<S>(replayer: Replayer<S>, model: Model, run: Recorded): Recorded {
  let nearest = run;
  for (let access = 0; access < nearest.log.length; access++) {
    const before = nearest.log.slice(0, access);
    const { op, operand, second, result } = nearest.log[access] as Executed;
    if (op !== Op.choose) continue;
    const way = wayLike(replayer, model, before, { task: 0, ways: operand, label: second });
    if (way === result) continue;
    nearest = record(replayer, new Schedule([...turnsOf(before), { task: 0, way }]));
  }
  return nearest;
}

/** A choice that a task is to make: its operands. */
interface Asked {
  readonly task: number;
  readonly ways: number;
  readonly label: number;
}

/** The way that the model's task took at its choice of that label that has the same number; the first without one. */
function wayLike<S>(
  { space }: Replayer<S>,
  { choices = [] }: Model,
  log: readonly Executed[],
  { task, ways, label }: Asked,
): number {
  const name = space.scenario.order[task];
  const text = space.world.kernel.memory.choiceLabel(label);
  const alike = choices.filter((choice) => choice.task === name && choice.label === text);
  const made = log.filter((entry) => entry.task === task && entry.op === Op.choose && entry.second === label);
  const way = alike[made.length]?.way ?? 0;
  return way < ways ? way : 0;
}

/** The way of a task's next access. */
function nextWay<S>(replayer: Replayer<S>, model: Model, log: readonly Executed[], task: number): number {
  const { locals, nodes } = replayer.machine;
  const local = locals[task] as LocalStates;
  const node = nodes[task] as number;
  if (local.op[node] !== Op.choose) return 0;
  const [ways, label] = [local.first[node] as number, local.second[node] as number];
  return wayLike(replayer, model, log, { task, ways, label });
}

/** One run with one failure more: of those that can be made after the last one, the nearest. */
function failAlso<S>(
  replayer: Replayer<S>,
  model: Model,
  before: Recorded,
  failure: Failure,
  index: number,
): Recorded {
  const { log } = replayer.run(scheduleOf(before));
  const failed = log.findLastIndex(({ op, result }) => op === Op.fails && result !== 0);
  const guide = failingCall(model, index);
  let nearest = before;
  let most = -1;
  for (const [access, { op, operand }] of log.entries()) {
    if (most === 3) break;
    if (op !== Op.fails || access <= failed) continue;
    const { code, where } = replayer.space.world.kernel.memory.faultPoint(operand);
    if (code !== failure.code || where !== failure.where) continue;
    const run = record(replayer, new Schedule([...turnsOf(log.slice(0, access)), { task: 0, way: 1 }]));
    const own = failingCall(run.trace, index);
    const isThere = guide === undefined || own === undefined ? guide === own : isSameCall(own, guide);
    const alike = (isThere ? 2 : 0) + (run.trace.failures[index]?.point === failure.point ? 1 : 0);
    if (alike <= most) continue;
    most = alike;
    nearest = run;
  }
  return nearest;
}

function scheduleOf({ log }: Recorded): Schedule {
  return new Schedule(turnsOf(log));
}

/** The call that a run's failure is in; undefined when it is outside any. */
function failingCall(model: Model, index: number): Guide | undefined {
  const guides = guidesOf(model).filter(({ failures }) => failures.length > 0);
  let count = 0;
  const guide = guides.find(({ failures }) => (count += failures.length) > index);
  return guide?.step.bare === true ? undefined : guide;
}

function guidesOf({ steps, failures }: Model): Guide[] {
  const begun = new Map<string, number>();
  // The call in which each task was interrupted: when it goes on after it has waited, that is no other one.
  const open = new Map<string, string>();
  let failed = 0;
  return steps.map((step, at) => {
    const key = JSON.stringify([step.task, callKey(step)]);
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
  return left.occurrence === right.occurrence && callKey(left.step) === callKey(right.step);
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

/** The schedule with the turns that the task takes for its part of it. */
function followSegment<S>(
  replayer: Replayer<S>,
  model: Model,
  schedule: Schedule,
  task: number,
  segment: readonly Guide[],
): Schedule {
  let ahead = goOn(replayer, model, schedule, task);
  let least = schedule.length;
  for (const guide of segment) {
    for (const failure of guide.failures) {
      const failing = failingTurn(replayer, ahead, least, guide, failure);
      if (failing === undefined) continue;
      ahead = goOn(replayer, model, ahead.schedule.first(failing).with({ task, way: 1 }), task);
      least = failing + 1;
    }
  }
  // The last call of the segment that this scenario also makes.
  for (const guide of segment.toReversed()) {
    const end = endOf(ahead, guide, schedule.length);
    if (end !== undefined) return ahead.schedule.first(Math.max(end, least));
  }
  return ahead.schedule.first(least);
}

/** The call of the run that a guide is about. */
function callOf({ calls }: Ahead, { step, occurrence }: Guide): Call | undefined {
  return calls.filter((made) => callKey(made) === callKey(step))[occurrence];
}

/** Where in the log a call's operations stand, and the turns in which it began to wait. */
function placesOf({ own, numbers }: Ahead, { begin, end = Infinity }: Call): readonly number[] {
  return own.filter((index) => (numbers[index] as number) >= begin && (numbers[index] as number) < end);
}

/** The number of the turn at which the guide's failure can be made; undefined when it cannot from here on. */
function failingTurn<S>(
  replayer: Replayer<S>,
  ahead: Ahead,
  from: number,
  guide: Guide,
  { point, code, where }: Failure,
): number | undefined {
  const call = callOf(ahead, guide);
  const { log, own } = ahead;
  const places = call === undefined ? own : placesOf(ahead, call);
  const alike = places.filter((index) => {
    const { op, operand } = log[index] as Executed;
    if (index < from || op !== Op.fails) return false;
    const made = replayer.space.world.kernel.memory.faultPoint(operand);
    return made.code === code && made.where === where;
  });
  // Of several in one call, the one that has the same number among the task's points.
  const points = own.filter((index) => log[index]?.op === Op.fails);
  return alike.find((index) => points.indexOf(index) + 1 === point) ?? alike[0];
}

/** How many turns the run has had when its task is where the guide's step ended; undefined without such a call. */
function endOf(ahead: Ahead, guide: Guide, from: number): number | undefined {
  const { schedule, log, names, own, numbers } = ahead;
  const { phase, access, accessCount = 1 } = guide.step;
  const call = callOf(ahead, guide);
  if (call === undefined) return undefined;
  const { end = Infinity } = call;
  const whole =
    end === Infinity
      ? schedule.length
      : (own.findLast((index) => (numbers[index] as number) < end) ?? -1) + 1;
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

/** The task goes on from the end of the schedule as far as it comes. Nothing fails, and it chooses as the model did. */
function goOn<S>(replayer: Replayer<S>, model: Model, schedule: Schedule, task: number): Ahead {
  const { space, machine } = replayer;
  const { kernel } = space.world;
  const names: MemoryName[] = [];
  const name = (entries: readonly Executed[]): number =>
    names.push(describeWord(kernel, entries.at(-1)?.operand ?? 0));
  const { log: done } = replayer.run(schedule, name);
  const log = replayer.goOn(done);
  while (machine.violation === undefined && replayer.isEnabled(task)) {
    replayer.take(task, nextWay(replayer, model, log, task));
    name(log);
  }
  machine.log = undefined;
  const own = log.flatMap(({ task: whose }, index) => (whose === task ? [index] : []));
  const taken = turnsOf(log.slice(schedule.length));
  return {
    schedule: schedule.with(...taken),
    log,
    names,
    calls: programsOf(space, log, names)[task]?.calls ?? [],
    own,
    numbers: endedBefore(log),
  };
}

/**
 * The schedule up to the first violation, and to the end of the call that it is in, where its task goes on with that and
 * the violation stays.
 */
function untilViolation<S>(replayer: Replayer<S>, schedule: Schedule): Schedule {
  let taken = 0;
  let violated: number | undefined;
  replayer.run(schedule, () => {
    taken++;
    if (replayer.space.violationBetween(replayer.machine) !== undefined) violated ??= taken;
  });
  if (violated === undefined) return schedule;
  const task = schedule.turns[violated - 1]?.task ?? 0;
  const { left } = callsOf(replayer, schedule).cutAt(task, violated);
  const whole = schedule.first(violated + left);
  const isOneTask = whole.turns.slice(violated).every((turn) => turn.task === task);
  return isOneTask && replayer.run(whole).violation !== undefined ? whole : schedule.first(violated);
}

noteOwn(follow);
