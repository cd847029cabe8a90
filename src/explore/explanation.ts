/** Why a run violates: the two accesses that make the difference between it and the nearest run that holds. */
import { formatName, type MemoryName } from "../kernel/index.js";
import { describeWord, freesBlock, Op, touchesWord, writesWord, HEADER } from "../kernel/internal.js";
import { comparable } from "./alike.js";
import type { Executed } from "./machine.js";
import type { Recorded } from "./record.js";
import type { Replayer } from "./replayer.js";
import { Schedule, type Turn } from "./schedule.js";
import type { Trace, TraceSlot, Violation } from "./trace.js";

/** How many other runs are tried. */
const TRIES = 600;

/** How many ways of a choice are tried. */
const WAYS = 8;
/** How far a task may go to come to an access that it made in the run. */
const DETOUR = 200;

/** Two conflicting accesses of a run, by their numbers in its log. */
interface Pair {
  readonly first: number;
  readonly second: number;
}

/**
 * Looks for the nearest run that holds, and says what is different there. A run is nearer the later it leaves this one:
 * at an access that another task's access then overtakes, or at a context switch that does not happen.
 */
export function explain<S>(replayer: Replayer<S>, schedule: Schedule, recorded: Recorded): string {
  const { trace } = recorded;
  const { order: names, isAlone } = { ...replayer.space.scenario, isAlone: replayer.space.isAlone };
  const search = new Search(replayer, schedule, recorded);
  const order = isAlone ? undefined : search.order();
  const isExit = trace.failures.length > 0 && search.holdsWithoutFailure();
  if (order !== undefined)
    return isExit ? `${order} Without ${failureIn(trace)} nothing is violated either.` : order;
  if (isExit)
    return `Without ${failureIn(trace)} nothing is violated. The exit that follows it ${consequence(trace)}.`;
  const choice = search.choice();
  if (choice !== undefined)
    return `${choice} nothing is violated. With this one the code ${consequence(trace)}.`;
  if (isAlone && trace.failures.length === 0) {
    return `It needs no failure and no other task: the code ${consequence(trace)}.`;
  }
  const tasks = new Set(schedule.turns.map(({ task }) => task));
  const [only = 0] = tasks;
  if (tasks.size <= 1 && trace.failures.length === 0) {
    return `It needs no failure, and no other task has taken a step: ${names[only] ?? ""} ${consequence(trace)}.`;
  }
  return "No nearer run was found that holds: look at what the tasks do, not at when.";
}

/** What a run does, by the kind of what it violates. */
export type Fault =
  | "leak"
  | "left-locked"
  | "undone-twice"
  | "not-locked"
  | "used-after-move"
  | "left-behind"
  | "uncommitted"
  | "freed-under-a-user"
  | "published-too-early"
  | "taken-back"
  | "unreserved"
  | "set-differs"
  | "lost"
  | "wrong-file"
  | "no-object"
  | "bug"
  | "warning"
  | "guarded"
  | "checked"
  | "thrown"
  | "stuck"
  | "inconsistent";

/** Each with its consequence: what an exit, the code or a task does. */
const consequences: Readonly<Record<Fault, string>> = {
  leak: "does not give back what was taken, nor does any other code of the program",
  "left-locked": "returns inside a lock or a read section, and others wait for it for ever",
  "undone-twice": "undoes a second time what was undone, and takes it from its next owner",
  "not-locked": "leaves a lock or a read section that it is not in",
  "used-after-move": "uses what it has given away",
  "left-behind": "leaves its table while it holds a reservation there",
  uncommitted: "waits while its files are installed and not committed: nobody can use them",
  "freed-under-a-user": "frees what others can still reach, and they use it after it is gone",
  "published-too-early": "fails although its descriptor is installed, and other threads may be using it",
  "taken-back": "takes back a number that is installed, and other threads may be using it",
  unreserved:
    "installs a file at a number that is not reserved in this table, and another open may get the same",
  "set-differs":
    "leaves the table and the sets of tasks at odds, and a commit publishes or undoes other numbers than it should",
  lost: "loses what was there before the call, and nothing brings it back",
  "wrong-file": "leaves a descriptor that names a file which does not belong there",
  "no-object": "uses an address at which no object lies",
  bug: "makes the kernel stop: BUG",
  warning: "makes the kernel warn: WARN",
  guarded: "breaks a rule of the binding, and its guard refuses the call",
  checked: "leads to what the scenario's check refuses",
  thrown: "makes the program throw",
  stuck: "leaves somebody waiting for what nobody will do",
  inconsistent: "leaves a table that contradicts itself",
};

/** What a run does; undefined when it holds. */
export function faultOf({
  violation,
  before,
  steps,
}: Pick<Trace, "violation" | "before" | "steps">): Fault | undefined {
  if (violation === undefined) return undefined;
  const { kind, rule, descriptor, files, file } = violation;
  if (kind === "deadlock") return "stuck";
  if (kind === "check") return "checked";
  if (kind === "exception") return "thrown";
  const states = [before, ...steps.map(({ tables }) => tables)].map(
    (tables) =>
      tables.find((table) => table.files === files)?.slots.find(({ fd }) => fd === descriptor)?.state ??
      "free",
  );
  if (kind === "changed") return faultOfChange(states[0] ?? "free", states.at(-1) ?? "free");
  if (rule === "leak") return descriptor === undefined && file === undefined ? "left-locked" : "leak";
  if (rule === "corruption") return faultOfCorruption(violation, states);
  return faultsByRule.get(rule) ?? (kind === "guard" ? "guarded" : "inconsistent");
}

type State = TraceSlot["state"];

/** What a failed call has done to a slot. */
function faultOfChange(old: State, now: State): Fault {
  if (now === "free") return "lost";
  if (now === "reserved" || now === "uncommitted") return "leak";
  return old === "open" ? "wrong-file" : "published-too-early";
}

/** Why a table contradicts itself, by what became of the slot. */
function faultOfCorruption({ descriptor, file }: Violation, states: readonly State[]): Fault {
  if (descriptor === undefined) return "inconsistent";
  // Without a file the slot and the sets of the tasks differ.
  if (file === undefined) return "set-differs";
  // A file under a clear bit: was it public, and its bit was cleared, or was it installed where no bit was set?
  const corrupt = states.indexOf("corrupt");
  return states.slice(0, corrupt < 0 ? -1 : corrupt).at(-1) === "open" ? "taken-back" : "unreserved";
}

const faultsByRule: ReadonlyMap<string, Fault> = new Map([
  ["leaked-reservation", "leak"],
  ["leaked-file", "leak"],
  ["leaked-object", "leak"],
  ["lock-held", "left-locked"],
  ["read-section-open", "left-locked"],
  ["double-free", "undone-twice"],
  ["wrong-unlock", "not-locked"],
  ["use-after-move", "used-after-move"],
  ["live-reservation", "left-behind"],
  ["uncommitted-set", "uncommitted"],
  ["use-after-free", "freed-under-a-user"],
  ["null-pointer", "no-object"],
  ["no-memory", "no-object"],
  ["out-of-bounds", "no-object"],
  ["bad-free", "no-object"],
  ["bad-size", "bug"],
  ["bug", "bug"],
  ["warn", "warning"],
]);

/** What the run does wrong, as the end of a sentence. */
function consequence(trace: Trace): string {
  return consequences[faultOf(trace) ?? "inconsistent"];
}

function failureIn({ failures, steps }: Trace): string {
  const step = steps.findIndex(({ failure }) => failure !== undefined) + 1;
  const [failure] = failures;
  return `${failure?.code} in ${failure?.where}${step === 0 ? "" : ` (step ${step})`}`;
}

class Search<S> {
  readonly #log: readonly Executed[];
  readonly #turns: readonly Turn[];
  readonly #names: readonly string[];
  #tries = TRIES;

  constructor(
    readonly replayer: Replayer<S>,
    readonly schedule: Schedule,
    readonly recorded: Recorded,
  ) {
    this.#turns = schedule.turns;
    this.#names = replayer.space.scenario.order;
    this.#log = replayer.run(schedule).log;
  }

  /** Which order makes the difference; undefined when none was found. */
  order(): string | undefined {
    for (const pair of this.#pairs()) {
      if (this.#tries-- <= 0) break;
      const log = this.#overtake(pair, false) ?? this.#overtake(pair, true);
      if (log === undefined) continue;
      const { first, second } = this.#meant(pair, log);
      return this.#say(this.#inRun(first), this.#inRun(second));
    }
    return this.#withoutSwitch();
  }

  /** Whether the run goes on well when its first failure is not made. */
  holdsWithoutFailure(): boolean {
    const failing = this.#turns.findIndex(({ way }, index) => way !== 0 && this.#log[index]?.op === Op.fails);
    return this.#holdsWith(failing, 0);
  }

  /** Which choice makes the difference, the last one first: "With ... " and so on; undefined when none was found. */
  choice(): string | undefined {
    const { memory } = this.replayer.space.world.kernel;
    for (let at = this.#log.length - 1; at >= 0 && this.#tries > 0; at--) {
      const { op, operand: ways, second: label, result } = this.#log[at] as Executed;
      if (op !== Op.choose) continue;
      for (let way = 0; way < Math.min(ways, WAYS); way++) {
        if (way === result || this.#tries-- <= 0 || !this.#holdsWith(at, way)) continue;
        return `With way ${way} of "${memory.choiceLabel(label)}" instead of ${result}${this.#stepOf(at)}`;
      }
    }
    return undefined;
  }

  /** Whether the run goes on well when a turn takes another way. */
  #holdsWith(at: number, way: number): boolean {
    const { replayer } = this;
    if (replayer.space.isAlone) {
      const other = this.#turns.map((turn, index) => (index === at ? { ...turn, way } : turn));
      return replayer.run(new Schedule(other)).violation === undefined;
    }
    const { task } = this.#turns[at] as Turn;
    if (this.#begin(at) === undefined || !replayer.take(task, way)) return false;
    for (const turn of this.#turns.slice(at + 1)) {
      if (replayer.isEnabled(turn.task)) replayer.take(turn.task);
    }
    return !this.#violates(replayer.runOn(this.#from(task)));
  }

  /** Pairs of conflicting accesses by different tasks, those first whose turning around leaves the run latest. */
  #pairs(): Pair[] {
    const log = this.#log;
    const pairs: Pair[] = [];
    // Long runs come of random walks; their ends tell as much.
    for (let first = log.length - 1; first >= Math.max(0, log.length - 1000); first--) {
      const seen = new Set<number>();
      for (let second = first + 1; second < log.length; second++) {
        const [one, two] = [log[first] as Executed, log[second] as Executed];
        // Only the first access of each task is the one to overtake: later ones come after it anyway.
        if (one.task === two.task || seen.has(two.task) || !this.#conflict(one, two)) continue;
        seen.add(two.task);
        pairs.push({ first, second });
      }
    }
    return pairs;
  }

  #conflict(one: Executed, two: Executed): boolean {
    if (one.op === Op.unlock || two.op === Op.unlock || one.waits || two.waits) return false;
    const [a, b] = [this.#extent(one), this.#extent(two)];
    if (a === undefined || b === undefined || !(a.writes || b.writes)) return false;
    return a.from < b.to && b.from < a.to;
  }

  /** The words that an access touches; to free a block is to write all of it. */
  #extent({
    op,
    operand,
  }: Executed): { readonly from: number; readonly to: number; readonly writes: boolean } | undefined {
    if (touchesWord(op)) return { from: operand, to: operand + 1, writes: writesWord(op) };
    if (!freesBlock(op)) return undefined;
    const size = this.replayer.machine.words[operand - HEADER] as number;
    return { from: operand, to: operand + size, writes: true };
  }

  /**
   * The run in which the first access waits until the second was made, or until its task can go on no more; its log
   * when it holds.
   */
  #overtake({ first, second }: Pair, waitsLong: boolean): readonly Executed[] | undefined {
    const { replayer } = this;
    const turns = this.#turns;
    const late = (this.#log[first] as Executed).task;
    const { task, op, operand } = this.#log[second] as Executed;
    const log = this.#begin(first);
    if (log === undefined) return undefined;
    for (const turn of turns.slice(first, second + 1)) {
      if (turn.task === late) continue;
      if (!replayer.isEnabled(turn.task) || !replayer.take(turn.task, turn.way)) return undefined;
    }
    const isMade = (): boolean => log.slice(first).some((entry) => same(entry, { task, op, operand }));
    for (let detour = 0; !isMade(); detour++) {
      if (detour === DETOUR || !replayer.isEnabled(task) || !replayer.take(task)) return undefined;
    }
    while (waitsLong && replayer.isEnabled(task)) if (!replayer.take(task)) return undefined;
    const left = turns.slice(first).filter((turn, index) => turn.task === late || index > second - first);
    for (const turn of left) {
      if (!replayer.isEnabled(turn.task)) continue;
      if (!replayer.take(turn.task, turn.way) && replayer.machine.violation !== undefined) return undefined;
    }
    return this.#violates(replayer.runOn(this.#from(late))) ? undefined : log;
  }

  /**
   * Of the accesses that changed places, a pair that says what it meant: locks only say who was first, data under them
   * says why it matters.
   */
  #meant(pair: Pair, other: readonly Executed[]): Pair {
    if ((this.#log[pair.first] as Executed).op !== Op.lock) return pair;
    const late = (this.#log[pair.first] as Executed).task;
    for (let first = pair.first; first < this.#log.length; first++) {
      const one = this.#log[first] as Executed;
      if (one.task !== late || one.op === Op.lock) continue;
      for (let second = Math.max(first, pair.second) + 1; second < this.#log.length; second++) {
        const two = this.#log[second] as Executed;
        if (two.task === late || two.op === Op.lock || !this.#conflict(one, two)) continue;
        const places = [one, two].map((entry) =>
          other.findIndex((o, at) => at >= pair.first && same(o, entry)),
        );
        if ((places[1] as number) >= 0 && (places[1] as number) < (places[0] as number))
          return { first, second };
      }
    }
    return pair;
  }

  /** From the last context switch back: the task that was interrupted goes on instead, to the end. */
  #withoutSwitch(): string | undefined {
    const { replayer } = this;
    const turns = this.#turns;
    for (let start = turns.length - 1; start > 0; start--) {
      const interrupted = (turns[start - 1] as Turn).task;
      const begun = (turns[start] as Turn).task;
      if (begun === interrupted) continue;
      const others = this.#names
        .map((_, task) => task)
        .filter((task) => task !== interrupted && task !== begun);
      for (const leader of [interrupted, ...others]) {
        if (this.#tries-- <= 0) return undefined;
        const log = this.#begin(start);
        if (log === undefined || !replayer.isEnabled(leader)) continue;
        if (this.#violates(replayer.runOn(this.#from(leader)))) continue;
        const other = log.slice(start);
        const early = this.#log.map((entry, index) => ({ entry, index })).slice(start);
        const pairs = early.flatMap(({ entry, index }) => {
          const two = other.find(
            (candidate) =>
              candidate.task === leader && entry.task !== leader && this.#conflict(entry, candidate),
          );
          return two === undefined ? [] : [{ entry, index, two }];
        });
        const pair = pairs.find(({ entry }) => entry.op !== Op.lock) ?? pairs[0];
        if (pair === undefined) continue;
        return this.#say(this.#inRun(pair.index), this.#elsewhere(pair.two));
      }
    }
    return undefined;
  }

  /** Goes back to where the run was before turn `end`; undefined when that cannot be reached. */
  #begin(end: number): Executed[] | undefined {
    const log = this.replayer.begin(this.schedule.first(end));
    return log.length === end && this.replayer.machine.violation === undefined ? log : undefined;
  }

  #violates(violation: Violation | undefined): boolean {
    return (
      violation !== undefined || this.replayer.space.violationBetween(this.replayer.machine) !== undefined
    );
  }

  #from(first: number): number[] {
    return [first, ...this.#names.map((_, task) => task).filter((task) => task !== first)];
  }

  /** An access of the run, in words: whose, on what, and in which step. */
  #inRun(index: number): Told {
    const { task, op } = this.#log[index] as Executed;
    const { names } = this.recorded;
    const where = this.#stepOf(index);
    return { whose: this.#names[task] ?? "", op, word: names[index] ?? { address: 0 }, where };
  }

  /** In which step an access of the run is. */
  #stepOf(index: number): string {
    const { task } = this.#log[index] as Executed;
    const step = this.recorded.spans.findIndex(
      ([from, to]) => from <= index && index <= to && this.#log[from]?.task === task,
    );
    return step < 0 ? "" : ` (step ${step + 1})`;
  }

  /** An access that the run does not come to. */
  #elsewhere({ task, op, operand }: Executed): Told {
    const whose = this.#names[task] ?? "";
    return {
      whose,
      op,
      word: describeWord(this.replayer.space.world.kernel, operand),
      where: ", which it does not come to here",
    };
  }

  #say(one: Told, two: Told): string {
    const word = ({ op, word: { index, ...object } }: Told): string =>
      formatName(freesBlock(op) || index === undefined ? object : { ...object, index });
    const isSame = one.word.address === two.word.address && comparable(one.word) === comparable(two.word);
    const it = isSame ? "it" : word(two);
    return (
      `${one.whose}'s ${verb(one.op)} ${word(one)}${one.where} comes before ` +
      `${two.whose}'s ${verb(two.op)} ${it}${two.where}. The other way around nothing is violated.`
    );
  }
}

/** An access in words. */
interface Told {
  readonly whose: string;
  readonly op: number;
  readonly word: MemoryName;
  readonly where: string;
}

function same(
  one: Pick<Executed, "task" | "op" | "operand">,
  two: Pick<Executed, "task" | "op" | "operand">,
): boolean {
  return one.task === two.task && one.op === two.op && one.operand === two.operand;
}

function verb(op: number): string {
  switch (op) {
    case Op.load:
      return "load of";
    case Op.store:
      return "store to";
    case Op.add:
      return "add to";
    case Op.incrementNotZero:
      return "increment of";
    case Op.exchange:
      return "exchange of";
    case Op.compareExchange:
      return "compare-exchange of";
    case Op.lock:
      return "lock of";
    case Op.waitEvent:
      return "wait for";
    case Op.recycle:
      return "release of";
    default:
      return "free of";
  }
}
