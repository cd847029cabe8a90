/** Makes the trace of a run from its turns: which calls they belong to, where the program made them, and the tables. */
import type { Task } from "../binding/index.js";
import {
  viewTables,
  type CallArgument,
  type CallObserver,
  type Kernel,
  type MemoryName,
  type Op as AnyOp,
  type Probe,
} from "../kernel/index.js";
import { describeWord, Op, opNames, touchesWord } from "../kernel/internal.js";
import { isSameAccess } from "./alike.js";
import { ExploreError, peekedWords } from "./explore-error.js";
import { Holders } from "./holders.js";
import type { Executed } from "./machine.js";
import { OpenFiles } from "./open-files.js";
import type { Replayer } from "./replayer.js";
import { runTask } from "./run-task.js";
import type { Failure, TaskBody } from "./scenario.js";
import type { Schedule } from "./schedule.js";
import { callerPlace } from "./source.js";
import type { Space } from "./space.js";
import { newStop } from "./stop.js";
import type { Choice, SourcePlace, Trace, TraceAccess, TraceStep, Violation } from "./trace.js";
import { violationOf } from "./violation.js";

/** A run with all that can be told about it. */
export interface Recorded {
  readonly trace: Trace;
  /** The number of the first turn that could not be taken; undefined when all could. */
  readonly impossible: number | undefined;
  /** For each step, its first and last access of the run. */
  readonly spans: readonly (readonly [from: number, to: number])[];
  /** What each access's word was when it was touched. */
  readonly names: readonly MemoryName[];
  /** Every access of the run. */
  readonly log: readonly Executed[];
}

/** What a step tells of memory after it. */
type Moment = Pick<TraceStep, "tables" | "openFiles">;

/** What a word is called whose name nobody has asked for. */
const NOWHERE: MemoryName = { address: 0 };

/** An outermost call of the binding, or an access outside any, by the accesses of its task that it spans. */
export interface Call {
  /** The address of the task that is named in it; 0 outside any. */
  readonly task: number;
  readonly operation: string;
  readonly args: readonly CallArgument[];
  /** True for an access outside any call. */
  readonly bare?: true;
  readonly source: SourcePlace | undefined;
  readonly begin: number;
  end: number | undefined;
  /** What it returned; an address by its name. */
  result: CallArgument | undefined;
}

/** Where the calls of a run begin and end. */
export interface Calls {
  /**
   * When a task stops after the first `end` turns of the run: how many turns of it belong to a call that it has begun
   * and not ended, and how many are left to that call; 0 and 0 between calls.
   */
  cutAt(task: number, end: number): { readonly begun: number; readonly left: number };
}

/** Finds the calls of a run. */
export function callsOf<S>(replayer: Replayer<S>, schedule: Schedule): Calls {
  const { space } = replayer;
  const { log } = replayer.run(schedule);
  const programs = programsOf(space, log, []);
  return {
    cutAt(task, end) {
      // Calls span accesses; a turn in which the task began to wait is none.
      const own = log.flatMap(({ task: whose, waits }, turn) => (whose === task && !waits ? [turn] : []));
      const done = own.filter((turn) => turn < end).length;
      const call = programs[task]?.calls.find(
        ({ begin, end: last }) => begin < done && (last === undefined || last > done),
      );
      if (call === undefined) return { begun: 0, left: 0 };
      const first = own[call.begin] as number;
      const last = call.end === undefined ? -1 : (own[call.end - 1] ?? -1);
      const between = (from: number, to: number): number =>
        log.filter(({ task: whose }, turn) => whose === task && turn >= from && turn < to).length;
      return { begun: between(first, end), left: between(end, last + 1) };
    },
  };
}

/**
 * Runs each task's program on the results that its accesses had.
 *
 * @param locks - For each task that a lock holds up at the end, that lock: it has had no turn for it.
 */
export function programsOf<S>(
  { world, scenario, beginning }: Space<S>,
  log: readonly Executed[],
  names: readonly MemoryName[],
  locks: readonly (MemoryName | undefined)[] = [],
): Program[] {
  return scenario.order.map((name, task) => {
    const answers: Answer[] = [];
    let asleep: MemoryName | undefined;
    log.forEach((entry, index) => {
      if (entry.task !== task) return;
      const word = names[index] ?? NOWHERE;
      asleep = entry.waits ? word : undefined;
      if (!entry.waits) answers.push({ result: entry.result, name: word });
    });
    world.kernel.inFlight = beginning.inFlight;
    return runProgram(
      name,
      world.kernel,
      world.tasks[name] as Task,
      world.bodies[name] as TaskBody<never>,
      world.shared as never,
      answers,
      asleep ?? locks[task],
    );
  });
}

/**
 * For each access of a run, how many its task had ended before it: its number in calls. A turn in which a task began
 * to wait ends none, and has the number of what it waits in.
 */
export function endedBefore(log: readonly Executed[]): readonly number[] {
  const ended: number[] = [];
  return log.map(({ task, waits }) => {
    const number = ended[task] ?? 0;
    ended[task] = number + (waits ? 0 : 1);
    return number;
  });
}

/** Runs along the turns and records each call, or each part of one that was interrupted, as a step. */
export function record<S>(replayer: Replayer<S>, schedule: Schedule): Recorded {
  const { space, machine } = replayer;
  const { kernel } = space.world;
  const moments: Moment[] = [];
  const names: MemoryName[] = [];
  machine.restart();
  const holders = new Holders(viewTables(kernel));
  const files = new OpenFiles(kernel);
  const before: Moment = { tables: holders.tables, openFiles: files.files };
  const run = replayer.run(schedule, (log) => {
    const last = log.at(-1) as Executed;
    const task = space.scenario.order[last.task] as string;
    moments.push({ tables: holders.after(viewTables(kernel), task), openFiles: files.now() });
    names.push(describeWord(kernel, last.operand));
  });
  const locks = run.atRest ? locksOf(replayer) : [];
  const whole = programsOf(space, run.log, names, locks);
  const programs = whole.map((program) =>
    // Nobody comes between the accesses of one task alone: it is told call by call.
    space.isAlone ? { ...program, calls: program.calls.filter(({ bare }) => bare !== true) } : program,
  );
  const numbers = endedBefore(run.log);
  const steps: TraceStep[] = [];
  const spans: [number, number][] = [];
  const failures = failuresIn(space, run.log);
  const choices = choicesIn(space, run.log);
  const done = space.scenario.order.map(() => 0);
  for (let at = 0; at < run.log.length;) {
    const { task } = run.log[at] as Executed;
    let end = at;
    while (run.log[end]?.task === task) end++;
    const own = run.log.slice(at, end);
    const first = done[task] as number;
    const last = first + own.filter(({ waits }) => !waits).length;
    // Where in the log each of the task's accesses of this segment stands.
    const places: number[] = [];
    own.forEach(({ waits }, index) => {
      if (!waits) places.push(at + index);
    });
    done[task] = last;
    const isLastOfTask = !run.log.slice(end).some((entry) => entry.task === task);
    for (const call of programs[task]?.calls ?? []) {
      const isEmpty = call.end === call.begin;
      // A call that dies before its first access.
      const dies =
        call.end === undefined && call.begin === last && isLastOfTask && programs[task]?.thrown !== undefined;
      const isHere = isEmpty
        ? call.begin >= first && (call.begin < last || (isLastOfTask && call.begin === last))
        : call.begin < last && (call.end ?? Infinity) > first;
      const waitsHere = call.begin === last && call.end !== call.begin && own.at(-1)?.waits === true;
      if (!isHere && !waitsHere && !dies) continue;
      const begins = call.begin >= first;
      const ends = call.end !== undefined && call.end <= last;
      const from = places[Math.max(call.begin, first) - first] ?? end - 1;
      const to =
        ends && !isEmpty
          ? (places[(call.end ?? 0) - 1 - first] as number)
          : isEmpty
            ? Math.max(from - 1, at)
            : end - 1;
      const failure = failures.find(({ access }) => access >= from && access <= to)?.failure;
      // What a guard refused has not begun; `using` may have cleaned up after it.
      const isRefused = call.end === undefined && programs[task]?.thrown?.kind === "guard";
      // Nobody has taken over from one task alone.
      const stop = ends || isRefused || dies || space.isAlone ? undefined : lastAccess(run.log, from, to);
      const access = stop === undefined ? undefined : accessAt(run.log, names, stop);
      let accessCount = 0;
      for (let index = 0; index <= (stop ?? -1); index++) {
        if ((run.log[index] as Executed).task !== task || (numbers[index] as number) < call.begin) continue;
        if (isSameAccess(accessAt(run.log, names, index), access)) accessCount++;
      }
      steps.push({
        task: space.isAlone ? actorOf(space, call) : (space.scenario.order[task] as string),
        operation: call.operation,
        args: call.args,
        ...(call.bare === true ? { bare: true } : {}),
        ...(begins && ends ? {} : { phase: begins ? "begin" : ends ? "end" : "within" }),
        ...(access === undefined ? {} : { access }),
        ...(accessCount > 1 ? { accessCount } : {}),
        ...(ends && call.result !== undefined ? { result: call.result } : {}),
        ...(failure === undefined ? {} : { failure }),
        ...(call.source === undefined ? {} : { source: call.source }),
        ...(moments[isRefused ? from : to] ?? before),
      });
      spans.push([from, to]);
    }
    at = end;
  }
  for (const [task, lock] of locks.entries()) {
    // A call of the binding that it is in has a step.
    const call = programs[task]?.calls.at(-1);
    if (lock === undefined || call === undefined || call.end !== undefined) continue;
    if (call.bare !== true || call.operation !== opNames[Op.lock]) continue;
    steps.push({
      task: space.scenario.order[task] as string,
      operation: call.operation,
      args: call.args,
      bare: true,
      phase: "begin",
      access: { op: "lock", word: lock, waits: true },
      ...(call.source === undefined ? {} : { source: call.source }),
      ...(moments.at(-1) ?? before),
    });
    spans.push([run.log.length - 1, run.log.length - 1]);
  }
  const { thrown } = programs.find((program) => program.thrown !== undefined) ?? {};
  // What a program threw says more when it is run with the places of its calls.
  const found =
    run.violation !== undefined && thrown !== undefined && isSameThrow(run.violation, thrown)
      ? thrown
      : run.violation;
  const madeAt = found?.object === undefined ? undefined : whereMade(found.object, run.log, numbers, whole);
  const violation = found === undefined || madeAt === undefined ? found : { ...found, madeAt };
  return {
    impossible: run.impossible,
    spans,
    names,
    log: run.log,
    trace: {
      version: 2,
      scenario: space.scenario.name,
      design: kernel.scheme.name,
      tasks: space.scenario.order,
      failures: failures.map(({ failure }) => failure),
      ...(choices.length === 0 ? {} : { choices }),
      before: before.tables,
      openFilesBefore: before.openFiles,
      steps,
      ...(violation === undefined ? {} : { violation }),
    },
  };
}

/** Where a program allocated a block, the last time. */
function whereMade(
  block: number,
  log: readonly Executed[],
  numbers: readonly number[],
  programs: readonly Program[],
): SourcePlace | undefined {
  const made = log.findLastIndex(({ op, result }) => op === Op.allocate && result === block);
  const entry = log[made];
  if (entry === undefined) return undefined;
  const number = numbers[made] as number;
  return programs[entry.task]?.calls.find(
    ({ begin, end }) => begin <= number && (end === undefined || number < end),
  )?.source;
}

/** Whose call it is: a task may act for one that it has made. */
function actorOf<S>({ scenario, world }: Space<S>, { task }: Call): string {
  const name = scenario.order.find((one) => world.tasks[one]?.address === task);
  return name ?? (task === 0 ? (scenario.order[0] as string) : `task@${task}`);
}

/** Whether two errors are the same one, thrown in two runs of one program. */
function isSameThrow(one: Violation, other: Violation): boolean {
  return one.kind === other.kind && one.rule === other.rule && one.where === other.where;
}

/** What holds up each task that cannot go on because of a lock, where nobody can. */
function locksOf<S>({ space, machine }: Replayer<S>): (MemoryName | undefined)[] {
  return space.scenario.order.map((_, task) => {
    if (machine.isDone(task)) return undefined;
    const { kind, address } = machine.waitsFor(task);
    return kind === "lock" ? describeWord(space.world.kernel, address) : undefined;
  });
}

/** The failures that were injected, by the number of the access, in order. */
function failuresIn<S>(
  { world }: Space<S>,
  log: readonly Executed[],
): readonly { readonly access: number; readonly failure: Failure }[] {
  const points: number[] = [];
  return log.flatMap(({ task, op, operand, result }, access) => {
    if (op !== Op.fails) return [];
    const point = (points[task] = (points[task] ?? 0) + 1);
    return result === 0 ? [] : [{ access, failure: { point, ...world.kernel.memory.faultPoint(operand) } }];
  });
}

/** The choices that were made, in order. */
function choicesIn<S>({ scenario, world }: Space<S>, log: readonly Executed[]): Choice[] {
  return log.flatMap(({ task, op, operand, second, result }) => {
    if (op !== Op.choose) return [];
    const label = world.kernel.memory.choiceLabel(second);
    return [{ task: scenario.order[task] as string, label, ways: operand, way: result }];
  });
}

/** The last access of a part of a call: where the task was interrupted. */
function lastAccess(log: readonly Executed[], from: number, to: number): number | undefined {
  for (let index = to; index >= from; index--) if (isAccess(log[index] as Executed)) return index;
  return undefined;
}

/** Whether an access is one that others can notice; what only its own task knows is not told. */
function isAccess({ op, waits }: Executed): boolean {
  return waits || op < Op.allocate || op === Op.free || op === Op.recycle;
}

/** An access as it is told; undefined when others cannot notice it. */
export function accessAt(
  log: readonly Executed[],
  names: readonly MemoryName[],
  index: number,
): TraceAccess | undefined {
  const entry = log[index] as Executed;
  if (!isAccess(entry)) return undefined;
  const op = opNames[entry.op] as TraceAccess["op"];
  const word = touchesWord(entry.op) ? names[index] : undefined;
  return { op, ...(word === undefined ? {} : { word }), ...(entry.waits ? { waits: true } : {}) };
}

/** What an access gave, and the word that it named. */
interface Answer {
  readonly result: number;
  readonly name: MemoryName;
}

/** What one task's program did. */
export interface Program {
  readonly calls: readonly Call[];
  readonly thrown: Violation | undefined;
}

/** Runs one task's program on the results that its accesses had, and notes its calls. */
function runProgram(
  name: string,
  kernel: Kernel,
  task: Task,
  body: TaskBody<never>,
  shared: never,
  answers: readonly Answer[],
  asleep: MemoryName | undefined,
): Program {
  const probe = new RecordingProbe(kernel, name, answers, asleep);
  const { memory } = kernel;
  memory.probe = probe;
  kernel.current = 0;
  try {
    runTask(name, task, body, shared);
  } catch (error) {
    if (error instanceof ExploreError) throw error;
    if (!probe.unwinding) return { calls: probe.seen, thrown: violationOf(error) };
  } finally {
    memory.probe = null;
    kernel.current = 0;
  }
  return { calls: probe.seen, thrown: undefined };
}

/** Disposals ask their task whether it is dead: that is no part of the program. */
const BOOKKEEPING = "task_struct";

/** Accesses whose results a program sees. */
const returning: ReadonlySet<number> = new Set([
  Op.load,
  Op.add,
  Op.incrementNotZero,
  Op.exchange,
  Op.compareExchange,
  Op.allocate,
  Op.choose,
]);

/** Answers a task from a list of results. */
class RecordingProbe implements Probe, CallObserver {
  unwinding = false;
  readonly quiet = false;
  readonly calls: CallObserver = this;
  readonly seen: Call[] = [];
  #at = 0;
  #depth = 0;
  #open: Call | undefined;
  readonly #stopped = newStop();

  /**
   * @param answers - The results of the accesses that the task has ended.
   * @param asleep - The word for which it waits in the next one; undefined when it does not wait.
   */
  constructor(
    readonly kernel: Kernel,
    readonly name: string,
    readonly answers: readonly Answer[],
    readonly asleep: MemoryName | undefined,
  ) {}

  perform(op: AnyOp, first: number, second: number): number {
    if (this.unwinding) throw this.#stopped;
    const args = this.#argumentsOf(op, first, second);
    const begin = this.#at;
    const answer = this.answers[begin];
    if (answer === undefined) {
      if (this.asleep !== undefined) this.#note(op, args, this.asleep, undefined, undefined);
      this.unwinding = true;
      throw this.#stopped;
    }
    const { result, name } = answer;
    this.#note(op, args, name, begin + 1, returning.has(op) ? result : undefined);
    this.#at++;
    return result;
  }

  readonly peeked = (): void => {
    if (!this.unwinding) throw peekedWords(this.name);
  };

  /** What is told of its operands; the word has its name. */
  #argumentsOf(op: AnyOp, first: number, second: number): CallArgument[] {
    const { memory } = this.kernel;
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the others are told without operands
    switch (op) {
      case Op.store:
      case Op.waitEvent:
        return [second];
      case Op.allocate:
        return [first, memory.kindName(second)];
      case Op.fails: {
        const { code, where } = memory.faultPoint(first);
        return [code, where];
      }
      case Op.choose:
        return [memory.choiceLabel(second), first];
      default:
        return [];
    }
  }

  /** Notes an access that is outside any call. */
  #note(
    op: AnyOp,
    args: readonly CallArgument[],
    name: MemoryName,
    end: number | undefined,
    result: number | undefined,
  ): void {
    if (this.#depth > 0) return;
    if (touchesWord(op) && name.kind === BOOKKEEPING) return;
    const call: Call = {
      task: 0,
      operation: opNames[op] as string,
      args: touchesWord(op) ? [name, ...args] : args,
      bare: true,
      source: callerPlace(),
      begin: this.#at,
      end,
      result,
    };
    this.seen.push(call);
  }

  skip(): undefined {
    if (this.unwinding) throw this.#stopped;
  }

  enter(task: number, operation: string, args: readonly CallArgument[]): void {
    if (this.#depth++ > 0) return;
    this.#open = {
      task,
      operation,
      // A cast may let through what has no name; JSON has no undefined.
      args: args.map((arg) => (arg as CallArgument | undefined) ?? "undefined"),
      source: callerPlace(),
      begin: this.#at,
      end: undefined,
      result: undefined,
    };
    this.seen.push(this.#open);
  }

  leave(
    _task: number,
    _name: string,
    result: number | string | undefined,
    _args: readonly CallArgument[],
    _failed?: string,
    named?: CallArgument,
  ): void {
    if (this.unwinding || --this.#depth > 0 || this.#open === undefined) return;
    this.#open.end = this.#at;
    this.#open.result = named ?? result;
    this.#open = undefined;
  }
}
