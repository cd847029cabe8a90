/** Executes the accesses of tasks on the kernel's memory, and takes them back. */
import { nameWord, type Kernel } from "../kernel/index.js";
import {
  answerOf,
  footprints,
  joined,
  Op,
  wordAfter,
  type InFlight,
  type Op as AnyOp,
  type WordOp,
  HEADER,
  HELD_BY_NOBODY,
  isOfNrOpen,
} from "../kernel/internal.js";
import { FaultSets } from "./faults.js";
import { Heap, KIND } from "./heap.js";
import { Independence, Use } from "./independence.js";
import { Journal } from "./journal.js";
import { ENDS, type LocalStates } from "./local-states.js";
import { Rcu } from "./rcu.js";
import { CHECK_WORDS } from "./rollback.js";
import type { Failure } from "./scenario.js";
import { Shadow } from "./shadow.js";
import type { Violation } from "./trace.js";
import { newViolation } from "./violation.js";
import { WaitQueues } from "./wait-queues.js";

/** How many tasks there may be: each has a bit in a mask of readers. */
export const MAX_TASKS = 8;

/** How a machine steps, and what it may do. */
export interface MachineOptions {
  /** `access`: a step ends at every access that others may notice; `call`: where a call of the binding begins. */
  readonly unit: "access" | "call";
  /** Whether invisible accesses are merged into one step. */
  readonly reduce: boolean;
  /** How many fault points may fail in one run. */
  readonly failures: number;
  /** Whether freed memory is given again. */
  readonly reuse: boolean;
}

/** How the decisions of a step are made: by their number, from 0; the first way where it says nothing. */
export type Plan = Pick<readonly number[], "at">;

/** One access that was executed, for traces. */
export interface Executed {
  readonly task: number;
  readonly op: number;
  /** Its first operand: an address, mostly. */
  readonly operand: number;
  readonly second: number;
  readonly third: number;
  readonly result: number;
  /** Whether the task now waits for it to end. */
  readonly waits: boolean;
}

/** What a task waits for that cannot go on. */
export interface Waiting {
  readonly kind: "lock" | "event" | "readers";
  readonly address: number;
}

/** Memory and tasks at one state, and the step from it to another. */
export class Machine {
  /** The words, with what they were and which of them vary. */
  readonly journal: Journal;
  readonly heap: Heap;
  readonly rcu: Rcu;
  /** The local state of each task. */
  readonly nodes: Int32Array;
  /** What the step violated. */
  violation: Violation | undefined;
  /** What was decided at each fault point (1: it failed) and choice of the step. */
  readonly choices: number[] = [];
  /** In how many ways each of them could have been decided. */
  readonly ways: number[] = [];
  /** Whether a fault point failed in the step. */
  failed = false;
  /** Whether the step depended on where other tasks stand: it asked who is in a read section. */
  askedForReaders = false;
  /** Where executed accesses are noted; undefined when nobody wants to know. */
  log: Executed[] | undefined;
  /** Which words are whose. */
  readonly independence: Independence;
  /** The failures that runs have taken. */
  readonly faults = new FaultSets();

  readonly #queues: WaitQueues;
  readonly #shadow: Shadow;
  // The explorer's own words: the failures taken, what RCU and the wait queues keep, what each task has in flight, and the
  // cells that are used.
  readonly #base: number;
  readonly #marks: number;
  readonly #arenas: number;
  readonly #undoNodes: Int32Array;
  // What set-up left in flight.
  readonly #inFlight: InFlight;

  constructor(
    readonly kernel: Kernel,
    readonly locals: readonly LocalStates[],
    readonly options: MachineOptions,
  ) {
    const { memory } = kernel;
    const tasks = locals.length;
    this.#inFlight = kernel.inFlight;
    const { top } = memory;
    this.#base = top + (top & 1);
    const rcu = this.#base + 1;
    const queues = rcu + Rcu.words(tasks);
    this.#marks = queues + tasks;
    const counters = this.#marks + tasks;
    this.#arenas = Math.ceil((counters + Heap.counters(tasks)) / 4096) * 4096;
    const size = this.#arenas + Heap.firstRound(tasks);
    memory.reserve(size + CHECK_WORDS);
    memory.raw.fill(0, top, size);
    this.journal = new Journal(memory.raw, size);
    this.independence = new Independence(size);
    this.heap = new Heap(
      kernel,
      this.journal,
      locals.map(({ name }) => name),
      counters,
      this.#arenas,
      options.reuse,
      () => this.independence.grow(this.journal.size),
    );
    this.rcu = new Rcu(this.journal, this.heap, tasks, rcu);
    this.#queues = new WaitQueues(this.journal, tasks, queues);
    this.#shadow = new Shadow(this.heap);
    this.nodes = new Int32Array(tasks);
    this.#undoNodes = new Int32Array(tasks);
  }

  /** The words. */
  get words(): Int32Array {
    return this.journal.words;
  }

  /** Bytes of its arrays, the memory itself excepted. */
  get bytes(): number {
    return this.journal.bytes + this.independence.bytes + this.faults.bytes;
  }

  /** The failures that the run to this state has taken. */
  get failures(): readonly Failure[] {
    return this.faults.failuresOf(this.failuresMark);
  }

  /** Tells the failures that the run to this state has taken from all others; 0 for none. */
  get failuresMark(): number {
    return this.words[this.#base] as number;
  }

  /** Whether a task can go on. */
  isEnabled(task: number): boolean {
    const local = this.locals[task] as LocalStates;
    const node = this.nodes[task] as number;
    return this.isAccessEnabled(task, local.op[node] as number, local.first[node] as number);
  }

  /** Whether a task can perform an access. */
  isAccessEnabled(task: number, op: number, operand: number): boolean {
    switch (op) {
      case Op.lock:
        // A lock where there is no memory does not wait: to take it is the violation.
        return (this.words[operand] ?? 0) === 0 || operand < 2;
      case Op.waitEvent:
        return !this.#queues.isAsleep(task);
      case Op.synchronizeRcu:
        return this.rcu.isOver(task);
      default:
        return op < ENDS;
    }
  }

  /** Whether a task has returned. */
  isDone(task: number): boolean {
    return (this.locals[task] as LocalStates).isDone(this.nodes[task] as number);
  }

  /** Whether every task has returned. */
  get areAllDone(): boolean {
    for (let task = 0; task < this.nodes.length; task++) if (!this.isDone(task)) return false;
    return true;
  }

  /** What a task returned. */
  resultOf(task: number): number {
    return (this.locals[task] as LocalStates).first[this.nodes[task] as number] as number;
  }

  /** What the syscalls of a task returned. */
  syscallsOf(task: number): readonly number[] {
    return (this.locals[task] as LocalStates).syscallsAt(this.nodes[task] as number);
  }

  /** What a task waits for that is not enabled. */
  waitsFor(task: number): Waiting {
    const local = this.locals[task] as LocalStates;
    const node = this.nodes[task] as number;
    const op = local.op[node];
    const kind = op === Op.lock ? "lock" : op === Op.waitEvent ? "event" : "readers";
    return { kind, address: local.first[node] as number };
  }

  /** Goes back to the beginning. */
  restart(): void {
    this.journal.restart();
    this.nodes.fill(0);
    this.violation = undefined;
    this.kernel.inFlight = this.#inFlight;
  }

  /** Has the kernel's records say what is in flight in this state: before anything asks them. */
  showInFlight(): void {
    const { locals, nodes } = this;
    this.kernel.inFlight = joined(
      this.#inFlight,
      locals.map((local, task) => local.inFlightAt(nodes[task] as number)),
    );
  }

  /** Where the explorer's own words begin and end; for exports. */
  get ownWords(): readonly [from: number, to: number] {
    return [this.#base, this.#arenas];
  }

  /** Remembers this state: {@link Machine.revert} comes back to it. */
  mark(): void {
    this.journal.mark();
    this.#undoNodes.set(this.nodes);
  }

  /** Goes back to the remembered state. */
  revert(): void {
    this.journal.revert();
    this.nodes.set(this.#undoNodes);
  }

  /** Begins a step: nothing is violated, decided or asked yet. */
  begin(): void {
    this.violation = undefined;
    this.askedForReaders = this.failed = false;
    if (this.choices.length > 0) this.choices.length = this.ways.length = 0;
  }

  /**
   * One step of a task that is enabled. Fault points and choices on the way are decided by `plan`; then nothing fails,
   * and choices take the first way. `choices` says what was decided at all of them.
   *
   * With the reduction a step is R* N L*: accesses that commute to the right, one that others may notice, and accesses
   * that commute to the left (Lipton). It ends before the next one that others may notice, and before any that may
   * have to wait.
   */
  step(task: number, plan: Plan): void {
    const local = this.locals[task] as LocalStates;
    const { unit, reduce } = this.options;
    let node = this.nodes[task] as number;
    let began = false;
    let noticed = false;
    this.begin();
    for (let count = 0; ; count++) {
      // The arrays of local states are replaced when they grow: they are read anew.
      const op = local.op[node] as number;
      if (op >= ENDS) {
        this.violation = this.endOf(local, node);
        break;
      }
      const first = local.first[node] as number;
      if (unit === "call") {
        if (count > 0 && (local.boundary[node] !== 0 || !this.isAccessEnabled(task, op, first))) break;
      } else if (!reduce) {
        if (count > 0) break;
      } else {
        const mover = this.#classify(task, local, node, op as AnyOp, first);
        if (mover === Mover.takes || mover === Mover.waits) {
          if (began || (count > 0 && !this.isAccessEnabled(task, op, first))) break;
          began = true;
          // Only taking a lock commutes to the right; the others end what may be merged.
          if (mover === Mover.waits) noticed = true;
        } else if (mover === Mover.right) {
          if (noticed) break;
          began = true;
        } else if (mover === Mover.left) {
          began = noticed = true;
        } else if (mover === Mover.none) {
          if (noticed) break;
          began = noticed = true;
        }
      }
      const second = local.second[node] as number;
      const result = this.execute(
        task,
        local,
        node,
        op as AnyOp,
        first,
        second,
        local.third[node] as number,
        plan,
      );
      if (this.violation !== undefined || result === STAYS) break;
      node = local.next(node, result);
      this.nodes[task] = node;
    }
    this.nodes[task] = node;
    // Invariants ask for it: where it has changed, they are asked again.
    this.journal.write(this.#marks + task, local.inFlight[node] as number);
  }

  #classify(task: number, local: LocalStates, node: number, op: AnyOp, operand: number): number {
    const { independence } = this;
    const { word, block, queue } = footprints[op] as (typeof footprints)[number];
    if (queue !== 0) {
      const named = queue === 1 ? operand : (local.third[node] as number);
      independence.note(named, task, Use.read, 0, this.heap.fieldOf(named));
    }
    if (block) return this.#classifyFree(task, local, node, op, operand);
    if (word !== "none" && op !== Op.waitEvent) {
      const held = local.held[node] as number;
      const field = this.heap.fieldOf(operand);
      const use = word === "reads" ? Use.read : word === "writes" ? Use.write : Use.lock;
      const shared = independence.isShared(operand, task, use, held, field);
      const isPrivate = independence.isPrivate(operand, task);
      independence.note(operand, task, use, held, field);
      if (use !== Use.lock) return shared ? Mover.none : Mover.both;
      if (shared) return op === Op.lock ? Mover.waits : Mover.none;
      // A lock that one task alone takes keeps nobody out; that task may wait for itself.
      if (isPrivate && this.isAccessEnabled(task, op, operand)) return Mover.both;
      return op === Op.lock ? Mover.takes : Mover.left;
    }
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- accesses of a word are told above
    switch (op) {
      case Op.waitEvent:
        independence.note(operand, task, Use.read, 0, this.heap.fieldOf(operand));
        return Mover.waits;
      case Op.synchronizeRcu:
        return Mover.waits;
      case Op.rcuReadLock:
        if (local.rcuDepth[node] !== 0) return Mover.both;
        return independence.defersFrees ? Mover.none : Mover.right;
      case Op.rcuReadUnlock:
        if (local.rcuDepth[node] !== 1) return Mover.both;
        // The last reader gives back what waited for it.
        if (independence.defersFrees && this.options.reuse)
          independence.noteList(this.heap.listOf(0), task, true);
        return independence.defersFrees ? Mover.none : Mover.left;
      case Op.wakeUpAll:
        return Mover.none;
      case Op.allocate: {
        const kind = local.second[node] as number;
        const again = this.heap.again(task, operand, kind);
        let noticed = independence.noteList(this.heap.listOf(kind), task, again !== 0);
        // What is given again is zeroed, and others may hold its address.
        if (again !== 0) {
          const held = local.held[node] as number;
          for (let word = again; word < again + operand; word++)
            if (this.#noteWrite(word, task, held)) noticed = true;
        }
        return noticed ? Mover.none : Mover.both;
      }
      default:
        return Mover.both; // what is decided is the task's own
    }
  }

  /** To free a block is to write all of it: who touches it before or after must not change places with that. */
  #classifyFree(task: number, local: LocalStates, node: number, op: number, block: number): number {
    if (!this.heap.isBlock(block)) return Mover.none;
    const held = local.held[node] as number;
    let noticed = false;
    const end = block + this.heap.sizeOf(block);
    for (let word = block; word < end; word++) if (this.#noteWrite(word, task, held)) noticed = true;
    // Where freed memory is given again, its own task notices when a block comes back: a reader may hold that up.
    if (op === Op.freeAfterGracePeriod && (noticed || this.options.reuse)) this.independence.noteDeferral();
    if (op === Op.recycle || this.options.reuse) {
      const list = this.heap.listOf(this.heap.stateOf(block) & KIND);
      if (this.independence.noteList(list, task, true)) noticed = true;
    }
    return noticed ? Mover.none : Mover.both;
  }

  #noteWrite(word: number, task: number, held: number): boolean {
    const field = this.heap.fieldOf(word);
    const noticed = this.independence.isShared(word, task, Use.write, held, field);
    this.independence.note(word, task, Use.write, held, field);
    return noticed;
  }

  /**
   * Executes one access of a task that can perform it.
   *
   * @returns Its result, or {@link STAYS}.
   */
  execute(
    task: number,
    local: LocalStates,
    node: number,
    op: AnyOp,
    first: number,
    second: number,
    third: number,
    plan: Plan,
  ): number {
    const result = this.#perform(task, local, node, op, first, second, third, plan);
    this.log?.push({ task, op, operand: first, second, third, result, waits: result === STAYS });
    return result;
  }

  #perform(
    task: number,
    local: LocalStates,
    node: number,
    op: AnyOp,
    first: number,
    second: number,
    third: number,
    plan: Plan,
  ): number {
    switch (op) {
      case Op.load:
      case Op.store:
      case Op.add:
      case Op.incrementNotZero:
      case Op.exchange:
      case Op.compareExchange:
        // From the page of NULL nothing is read, although a global variable lies there.
        if (
          !isOfNrOpen(op, first, second, third) &&
          !this.#mayTouch(first, local, node) &&
          (op !== Op.load || first < HEADER)
        )
          return 0;
        return this.#atWord(op, first, second, third);
      case Op.lock:
        if (!this.#mayTouch(first, local, node)) return 0;
        return this.#atWord(op, first, task + 1, 0);
      case Op.unlock: {
        if (!this.#mayTouch(first, local, node)) return 0;
        const holder = this.words[first] as number;
        if (holder === task + 1 || holder === HELD_BY_NOBODY) return this.#atWord(op, first, 0, 0);
        this.violation = newViolation(
          "kernel",
          "wrong-unlock",
          `BUG: the lock ${nameWord(this.kernel, first)} is released by a task that does not hold it`,
        );
        return 0;
      }
      case Op.rcuReadLock:
        return 0;
      case Op.rcuReadUnlock:
        if (local.rcuDepth[node] === 0) {
          this.violation = newViolation(
            "kernel",
            "wrong-unlock",
            "BUG: an RCU read section is left that was not entered",
          );
        } else if (local.rcuDepth[node] === 1) this.rcu.leave(task);
        return 0;
      case Op.synchronizeRcu:
        return this.rcu.synchronize(task, () => this.#readers()) ? 0 : STAYS;
      case Op.freeAfterGracePeriod:
        if (this.#mayFree(first, "kfree_rcu")) this.rcu.freeAfter(first, this.#readers());
        return 0;
      case Op.free:
        if (this.#mayFree(first, "free")) this.heap.free(first);
        return 0;
      case Op.recycle:
        if (this.#mayFree(first, "recycle")) this.heap.recycle(first);
        return 0;
      case Op.waitEvent:
        if (!this.#mayTouch(first, local, node) || !this.#mayTouch(third, local, node)) return 0;
        if (this.words[first] === second) return 0;
        this.#queues.sleep(task, third);
        return STAYS;
      case Op.wakeUpAll:
        if (this.#mayTouch(first, local, node)) this.#queues.wakeAll(first);
        return 0;
      case Op.allocate:
        return this.#allocate(task, first, second);
      case Op.fails:
        return this.#mayFail(task, local, node, first, plan);
      case Op.choose:
        return this.#decide(first, this.#planned(plan) % first);
    }
  }

  #atWord(op: WordOp, address: number, second: number, third: number): number {
    const old = this.words[address] as number;
    const after = wordAfter(op, old, second, third);
    this.journal.write(address, after);
    return answerOf(op, old, after);
  }

  /** Which tasks are in a read section, as a mask. */
  #readers(): number {
    this.askedForReaders = true;
    let mask = 0;
    for (let task = 0; task < this.locals.length; task++) {
      if ((this.locals[task] as LocalStates).rcuDepth[this.nodes[task] as number] !== 0) mask |= 1 << task;
    }
    return mask;
  }

  #allocate(task: number, words: number, kind: number): number {
    if (words < 1) {
      this.violation = newViolation(
        "kernel",
        "bad-size",
        `BUG: ${words} words of ${this.kernel.memory.kindName(kind)} are asked for`,
      );
      return 0;
    }
    const again = this.heap.again(task, words, kind);
    const address = this.heap.allocate(task, words, kind, again);
    if (again !== 0) for (let word = again; word < again + words; word++) this.journal.write(word, 0);
    return address;
  }

  #mayFail(task: number, local: LocalStates, node: number, point: number, plan: Plan): number {
    const taken = this.failuresMark;
    if (this.faults.sizeOf(taken) >= this.options.failures) return 0;
    if (this.#decide(2, this.#planned(plan) === 1 ? 1 : 0) === 0) return 0;
    this.failed = true;
    const { code, where } = this.kernel.memory.faultPoint(point);
    const ordinal = (local.points[node] as number) + 1;
    this.journal.write(this.#base, this.faults.with(taken, task, ordinal, code, where));
    return 1;
  }

  /** What the plan says of the next decision. */
  #planned(plan: Plan): number {
    return plan.at(this.choices.length) ?? 0;
  }

  #decide(ways: number, choice: number): number {
    this.choices.push(choice);
    this.ways.push(ways);
    return choice;
  }

  #mayTouch(address: number, local: LocalStates, node: number): boolean {
    const fault = this.#shadow.faultAt(address, local.rcuDepth[node] !== 0);
    if (fault === undefined) return true;
    this.violation = newViolation("kernel", fault.rule, `use after free: ${fault.message}`);
    return false;
  }

  #mayFree(block: number, where: string): boolean {
    const { heap } = this;
    const { memory } = this.kernel;
    if (!heap.isBlock(block)) {
      this.violation = newViolation(
        "kernel",
        "bad-free",
        `BUG: ${block} is freed, which is no block (${where})`,
      );
      return false;
    }
    if (heap.isFreeable(block)) return true;
    const what = `use after free: the ${memory.kindName(heap.stateOf(block))} at ${block} is freed twice (${where})`;
    this.violation = newViolation("kernel", "double-free", what);
    return false;
  }

  /** What a task violates that has returned or thrown. */
  endOf(local: LocalStates, node: number): Violation | undefined {
    const thrown = local.thrownAt(node);
    if (thrown !== undefined) return thrown;
    if (local.held[node] !== 0) {
      const lock = nameWord(this.kernel, local.held[node] as number);
      const what = `BUG: the task "${local.name}" returns and holds the lock ${lock}`;
      return newViolation("kernel", "lock-held", what);
    }
    if (local.rcuDepth[node] !== 0) {
      return newViolation(
        "kernel",
        "read-section-open",
        `BUG: the task "${local.name}" returns inside an RCU read section`,
      );
    }
    return undefined;
  }
}

/** How an access commutes with those of other tasks. `takes` is a lock, `waits` anything else that may have to wait. */
const Mover = { both: 0, right: 1, left: 2, none: 3, takes: 4, waits: 5 } as const;

/** The task stays where it is: it waits now. No result of an access. */
export const STAYS = -0x80000000 - 1;
