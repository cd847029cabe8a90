/** Executes the operations of tasks on the kernel's memory, with locks, RCU, wait queues and a heap, and takes them back. */
import type { Kernel } from "../kernel/index.js";
import { kinds, LIVE } from "../kernel/internal.js";
import type { Automaton } from "./automaton.js";
import { ExploreError } from "./explore-error.js";
import { ARENA, cellClasses, cellOf, classFor, HEADER } from "./heap.js";
import { faults } from "./liveness.js";
import { mix, Op } from "./operation.js";
import type { Failure } from "./scenario.js";
import { Sharing } from "./sharing.js";
import { CHECK_WORDS } from "./undone.js";
import type { Violation } from "./trace.js";

/** How many tasks there may be: each has a bit in a mask of readers. */
export const MAX_TASKS = 8;

const KIND = LIVE - 1;
const FIELDS = 32;

// Block states besides LIVE. A block that waits for readers is live, and has their bits.
export const RECYCLED = 1 << 17;
export const WAITING = 1 << 18;
/** The bits from here on: which readers a block waits for, or which task recycled it. */
export const READERS = 20;
/** In the word of a grace period: one has begun. */
export const STARTED = 1 << 30;

/** When a step ends. */
export interface Granularity {
  /** `access`: at every access that others may notice; `call`: when a call of the binding has ended. */
  readonly unit: "access" | "call";
  /** Whether operations that nobody can notice are scheduling points too. */
  readonly reduce: boolean;
}

/** One operation that was executed, for traces. */
export interface Executed {
  readonly task: number;
  readonly op: number;
  /** Its first operand: an address, mostly. */
  readonly operand: number;
  readonly result: number;
  /** Whether the task now waits for it to end. */
  readonly waits: boolean;
}

/** Memory and tasks at one state, and the step from it to another. */
export class Machine {
  readonly words: Int32Array;
  /** What memory was before the first step. */
  readonly initial: Int32Array;
  /** The local state of each task. */
  readonly nodes: Int32Array;
  /** Addresses that some step has written: all other words are as they were at the beginning. */
  variables = new Int32Array(256);
  variableCount = 0;
  /** Two hashes of the memory, whatever order it came about in. */
  hash = 0;
  otherHash = 0;
  /** What the step violated. */
  violation: Violation | undefined;
  /** What was chosen at each fallible point of the step. */
  readonly choices: number[] = [];
  /** Whether the step depended on where other tasks stand: it asked who is in a read section. */
  askedForReaders = false;
  /** Where executed operations are noted; undefined when nobody wants to know. */
  log: Executed[] | undefined;
  /** Which words are whose. */
  readonly sharing: Sharing;

  readonly #isVariable: Uint8Array;
  readonly #blockOf: Int32Array;
  readonly #placed = new Set<number>();
  readonly #recyclable: number[] = [];
  readonly #waiting: number[] = [];
  readonly #failures = new Map<number, readonly Failure[]>();
  readonly #base: number;
  readonly #arenas: number;
  readonly #maxFailures: number;
  readonly #ownerKind: number;
  #undoAddress = new Int32Array(256);
  #undoValue = new Int32Array(256);
  #undoCount = 0;
  #undoHash = 0;
  #undoOtherHash = 0;
  readonly #undoNodes: Int32Array;

  constructor(
    readonly kernel: Kernel,
    readonly automata: readonly Automaton[],
    maxFailures: number,
    readonly granularity: Granularity,
  ) {
    const { memory } = kernel;
    const tasks = automata.length;
    const top = memory.top;
    this.#maxFailures = maxFailures;
    this.#ownerKind = memory.kindNumber(kinds.owner);
    // The explorer's own words: the failures taken, blocks that wait for readers, and for each task what it waits
    // for and how many cells of each class it has used.
    this.#base = top + (top & 1);
    this.#arenas = Math.ceil((this.#base + 2 + tasks * (2 + cellClasses.length)) / 4096) * 4096;
    const size = this.#arenas + tasks * ARENA;
    memory.reserve(size + CHECK_WORDS);
    this.words = memory.words;
    this.words.fill(0, top, size);
    this.initial = this.words.slice(0, size);
    this.nodes = new Int32Array(tasks);
    this.#undoNodes = new Int32Array(tasks);
    this.#isVariable = new Uint8Array(size);
    this.sharing = new Sharing(size);
    this.#blockOf = new Int32Array(top);
    memory.placed.length = 0;
    for (let header = 2; header < top;) {
      const words = this.words[header] as number;
      this.#blockOf.fill(header, header, header + HEADER + words);
      header += HEADER + words + (words & 1);
    }
    this.#failures.set(0, []);
  }

  /** The failures that the run to this state has taken. */
  get failures(): readonly Failure[] {
    return this.#failures.get(this.words[this.#base] as number) ?? [];
  }

  /** Tells the failures that the run to this state has taken from all others; 0 for none. */
  get failuresMark(): number {
    return this.words[this.#base] as number;
  }

  /** Whether any run so far has taken a failure. */
  get hasFailed(): boolean {
    return this.#failures.size > 1;
  }

  /** Whether a task can go on. */
  isEnabled(task: number): boolean {
    const automaton = this.automata[task] as Automaton;
    const node = this.nodes[task] as number;
    return this.#isOpEnabled(task, automaton, node);
  }

  /** Whether a task has returned. */
  isDone(task: number): boolean {
    return (this.automata[task] as Automaton).op[this.nodes[task] as number] === Op.done;
  }

  /** Whether every task has returned. */
  get areAllDone(): boolean {
    for (let task = 0; task < this.nodes.length; task++) if (!this.isDone(task)) return false;
    return true;
  }

  /** What a task returned. */
  resultOf(task: number): number {
    return (this.automata[task] as Automaton).first[this.nodes[task] as number] as number;
  }

  /** What a task that is not enabled waits for. */
  waitsFor(task: number): { readonly kind: "lock" | "event" | "readers"; readonly address: number } {
    const automaton = this.automata[task] as Automaton;
    const node = this.nodes[task] as number;
    const address = automaton.first[node] as number;
    const op = automaton.op[node];
    return { kind: op === Op.lock ? "lock" : op === Op.waitEvent ? "event" : "readers", address };
  }

  /** Goes back to the beginning. */
  restart(): void {
    const { words, initial, variables } = this;
    for (let index = 0; index < this.variableCount; index++) {
      const address = variables[index] as number;
      words[address] = initial[address] as number;
    }
    this.hash = 0;
    this.otherHash = 0;
    this.nodes.fill(0);
    this.violation = undefined;
  }

  /** Blocks that were ever given back to be recycled, lowest first; for exports. */
  get recyclable(): readonly number[] {
    return this.#recyclable;
  }

  /** Blocks that ever waited for readers; for exports. */
  get waiting(): readonly number[] {
    return this.#waiting;
  }

  /** Where the explorer's own words begin and end; for exports. */
  get ownWords(): readonly [from: number, to: number] {
    return [this.#base, this.#arenas];
  }

  /** Which of its task's cells of its size a block is, from 0; for exports. */
  cellNumber(task: number, words: number, address: number): number {
    const { shift, offset } = cellClasses[classFor(words)] ?? { shift: 0, offset: 0 };
    return (address - HEADER - this.#arenas - task * ARENA - offset) >> shift;
  }

  /** The first word of the block that an address is in, and whether it can be freed; for exports. */
  blockOf(address: number): number {
    if (address < this.#blockOf.length) return (this.#blockOf[address] as number) + HEADER;
    const offset = (address - this.#arenas) % ARENA;
    return address - offset + cellOf(offset) + HEADER;
  }

  /** Remembers this state: {@link Machine.revert} comes back to it. */
  mark(): void {
    this.#undoCount = 0;
    this.#undoHash = this.hash;
    this.#undoOtherHash = this.otherHash;
    this.#undoNodes.set(this.nodes);
  }

  /** Goes back to the remembered state. */
  revert(): void {
    const { words } = this;
    for (let index = this.#undoCount - 1; index >= 0; index--) {
      words[this.#undoAddress[index] as number] = this.#undoValue[index] as number;
    }
    this.#undoCount = 0;
    this.hash = this.#undoHash;
    this.otherHash = this.#undoOtherHash;
    this.nodes.set(this.#undoNodes);
  }

  /** Whether memory is what it was at the remembered state. */
  get isMemoryUnchanged(): boolean {
    return this.hash === this.#undoHash && this.otherHash === this.#undoOtherHash;
  }

  /**
   * One step of a task that is enabled. Fallible points on the way take the choices of `plan`, then none fails;
   * `choices` says what was chosen at all of them.
   *
   * With the reduction a step is R* N L*: operations that commute to the right, one that others may notice, and
   * operations that commute to the left (Lipton). It ends before the next one that others may notice, and before
   * any that may have to wait.
   */
  step(task: number, plan: readonly number[]): void {
    const automaton = this.automata[task] as Automaton;
    const { op: ops, first, boundary } = automaton;
    const { unit, reduce } = this.granularity;
    let node = this.nodes[task] as number;
    let began = false;
    let noticed = false;
    this.violation = undefined;
    this.askedForReaders = false;
    if (this.choices.length > 0) this.choices.length = 0;
    for (let count = 0; ; count++) {
      // The arrays of an automaton are replaced when it grows: read them anew.
      const op = (automaton.op === ops ? ops : automaton.op)[node] as number;
      if (op >= Op.done) {
        this.#atEnd(automaton, node, op);
        break;
      }
      const operand = (automaton.first === first ? first : automaton.first)[node] as number;
      if (unit === "call") {
        if (count > 0) {
          if ((automaton.boundary === boundary ? boundary : automaton.boundary)[node] !== 0) break;
          if (!this.#isOpEnabled(task, automaton, node)) break;
        }
      } else if (!reduce) {
        if (count > 0) break;
      } else {
        const noticeable = this.#classify(task, automaton, node, op, operand);
        if (noticeable === Mover.waits) {
          if (began || (count > 0 && !this.#isOpEnabled(task, automaton, node))) break;
          began = true;
          // Only taking a lock commutes to the right; the others end what may be merged.
          if (op !== Op.lock) noticed = true;
        } else if (noticeable === Mover.right) {
          if (noticed) break;
          began = true;
        } else if (noticeable === Mover.left) {
          began = noticed = true;
        } else if (noticeable === Mover.none) {
          if (noticed) break;
          began = noticed = true;
        }
      }
      const result = this.#execute(task, automaton, node, op, operand, plan);
      this.log?.push({ task, op, operand, result, waits: result === STAYS });
      if (this.violation !== undefined || result === STAYS) break;
      node = automaton.next(node, result);
      this.nodes[task] = node;
    }
    this.nodes[task] = node;
  }

  #isOpEnabled(task: number, automaton: Automaton, node: number): boolean {
    switch (automaton.op[node] as number) {
      case Op.lock:
        // A lock where there is no memory does not wait: to take it is the violation.
        return (this.words[automaton.first[node] as number] ?? 0) === 0;
      case Op.waitEvent:
        return this.words[this.#sleepWord(task)] === 0;
      case Op.synchronizeRcu:
        return ((this.words[this.#graceWord(task)] as number) & (STARTED - 1)) === 0;
      case Op.done:
      case Op.violation:
        return false;
      default:
        return true;
    }
  }

  #classify(task: number, automaton: Automaton, node: number, op: number, operand: number): number {
    const { sharing } = this;
    switch (op) {
      case Op.load:
        return this.#classifyAccess(task, automaton, node, operand, false);
      case Op.store:
      case Op.add:
      case Op.incrementNotZero:
      case Op.exchange:
      case Op.compareExchange:
        return this.#classifyAccess(task, automaton, node, operand, true);
      case Op.lock:
      case Op.synchronizeRcu:
        return Mover.waits;
      case Op.waitEvent:
        sharing.note(operand, task, false, 0, this.#fieldOf(operand));
        return Mover.waits;
      case Op.unlock:
        return Mover.left;
      case Op.rcuReadLock:
        return automaton.rcuDepth[node] === 0 ? Mover.right : Mover.both;
      case Op.rcuReadUnlock:
        return automaton.rcuDepth[node] === 1 ? Mover.left : Mover.both;
      case Op.wakeUpAll:
        return Mover.none;
      case Op.allocate:
        return this.#recycledFor(task, automaton.second[node] as number) === 0 ? Mover.both : Mover.none;
      case Op.free:
      case Op.recycle:
      case Op.freeAfterGracePeriod: {
        // To free a block is to write all of it: who touches it before or after must not change places with that.
        const held = automaton.held[node] as number;
        const end = operand + (this.words[operand - HEADER] as number);
        let noticed = false;
        for (let word = operand; word < end; word++) {
          const field = this.#fieldOf(word);
          noticed ||= sharing.isShared(word, task, true, held, field);
          sharing.note(word, task, true, held, field);
        }
        return noticed ? Mover.none : Mover.both;
      }
      default:
        return Mover.both; // a fallible point is the task's own choice
    }
  }

  #classifyAccess(task: number, automaton: Automaton, node: number, address: number, write: boolean): number {
    const held = automaton.held[node] as number;
    const field = this.#fieldOf(address);
    const shared = this.sharing.isShared(address, task, write, held, field);
    this.sharing.note(address, task, write, held, field);
    return shared ? Mover.none : Mover.both;
  }

  /** Which word of which kind of block it is, for blocks that tasks allocate: the same in all of a kind. -1 for others. */
  #fieldOf(address: number): number {
    if (address < this.#arenas || address >= this.initial.length) return -1;
    const offset = (address - this.#arenas) % ARENA;
    const header = address - offset + cellOf(offset);
    const field = address - header - HEADER;
    return field < FIELDS ? ((this.words[header + 1] as number) & KIND) * FIELDS + field : -1;
  }

  #execute(
    task: number,
    automaton: Automaton,
    node: number,
    op: number,
    operand: number,
    plan: readonly number[],
  ): number {
    const { words } = this;
    switch (op) {
      case Op.load:
        this.#check(operand, automaton, node);
        return words[operand] as number;
      case Op.store:
        this.#check(operand, automaton, node);
        this.#write(operand, automaton.second[node] as number);
        return 0;
      case Op.add: {
        this.#check(operand, automaton, node);
        const value = ((words[operand] as number) + (automaton.second[node] as number)) | 0;
        this.#write(operand, value);
        return value;
      }
      case Op.incrementNotZero: {
        this.#check(operand, automaton, node);
        const value = words[operand] as number;
        if (value === 0) return 0;
        this.#write(operand, value + 1);
        return 1;
      }
      case Op.exchange: {
        this.#check(operand, automaton, node);
        const value = words[operand] as number;
        this.#write(operand, automaton.second[node] as number);
        return value;
      }
      case Op.compareExchange: {
        this.#check(operand, automaton, node);
        const value = words[operand] as number;
        if (value === automaton.second[node]) this.#write(operand, automaton.third[node] as number);
        return value;
      }
      case Op.lock:
        this.#check(operand, automaton, node);
        this.#write(operand, task + 1);
        return 0;
      case Op.unlock:
        this.#check(operand, automaton, node);
        if (words[operand] !== task + 1)
          this.#bug(`the lock at ${operand} is released by a task that does not hold it`);
        this.#write(operand, 0);
        return 0;
      case Op.rcuReadLock:
        return 0;
      case Op.rcuReadUnlock:
        if (automaton.rcuDepth[node] === 1) this.#endReadSection(task);
        return 0;
      case Op.synchronizeRcu:
        return this.#synchronize(task);
      case Op.freeAfterGracePeriod:
        this.#freeAfterReaders(operand);
        return 0;
      case Op.waitEvent:
        this.#check(operand, automaton, node);
        if (words[operand] === automaton.second[node]) return 0;
        this.#write(this.#sleepWord(task), automaton.third[node] as number);
        return STAYS;
      case Op.wakeUpAll:
        for (let other = 0; other < this.automata.length; other++) {
          if (words[this.#sleepWord(other)] === operand) this.#write(this.#sleepWord(other), 0);
        }
        return 0;
      case Op.allocate:
        return this.#allocate(task, operand, automaton.second[node] as number);
      case Op.free:
        if (this.#isLive(operand, "free")) this.#write(operand - 1, (words[operand - 1] as number) & ~LIVE);
        return 0;
      case Op.recycle:
        if (this.#isLive(operand, "recycle")) {
          const state = ((words[operand - 1] as number) & ~LIVE) | RECYCLED | ((task + 1) << READERS);
          this.#write(operand - 1, state);
          if (!this.#recyclable.includes(operand)) {
            this.#recyclable.push(operand);
            this.#recyclable.sort((a, b) => a - b);
          }
        }
        return 0;
      default:
        return this.#choose(task, automaton, node, operand, plan);
    }
  }

  #write(address: number, value: number): void {
    const { words } = this;
    const old = words[address] as number;
    if (old === value) return;
    if (this.#undoCount === this.#undoAddress.length) {
      this.#undoAddress = doubled(this.#undoAddress);
      this.#undoValue = doubled(this.#undoValue);
    }
    this.#undoAddress[this.#undoCount] = address;
    this.#undoValue[this.#undoCount++] = old;
    if (this.#isVariable[address] === 0) {
      this.#isVariable[address] = 1;
      if (this.variableCount === this.variables.length) this.variables = doubled(this.variables);
      this.variables[this.variableCount++] = address;
    }
    // A sum over the words: the order of writes does not matter, and taking one back is a subtraction.
    this.hash = (this.hash + mix(address, value) - mix(address, old)) | 0;
    this.otherHash = (this.otherHash + mix(value ^ 0x5bd1e995, address) - mix(old ^ 0x5bd1e995, address)) | 0;
    words[address] = value;
  }

  #graceWord(task: number): number {
    return this.#base + 2 + task;
  }

  #sleepWord(task: number): number {
    return this.#base + 2 + this.automata.length + task;
  }

  #cellsWord(task: number, cellClass: number): number {
    return this.#base + 2 + 2 * this.automata.length + task * cellClasses.length + cellClass;
  }

  /** Which tasks are in a read section, as a mask. */
  #readers(): number {
    this.askedForReaders = true;
    let mask = 0;
    for (let task = 0; task < this.automata.length; task++) {
      if ((this.automata[task] as Automaton).rcuDepth[this.nodes[task] as number] !== 0) mask |= 1 << task;
    }
    return mask;
  }

  /** A grace period waits for the readers that it finds; sections that begin later do not matter to it. */
  #synchronize(task: number): number {
    const word = this.#graceWord(task);
    if (this.words[word] !== 0) {
      this.#write(word, 0);
      return 0;
    }
    const readers = this.#readers();
    if (readers === 0) return 0;
    this.#write(word, readers | STARTED);
    return STAYS;
  }

  #endReadSection(task: number): void {
    const { words } = this;
    for (let other = 0; other < this.automata.length; other++) {
      const word = this.#graceWord(other);
      if (words[word] !== 0) this.#write(word, (words[word] as number) & ~(1 << task));
    }
    const pending = this.#base + 1;
    if (words[pending] === 0) return;
    for (const block of this.#waiting) {
      const state = words[block - 1] as number;
      if ((state & WAITING) === 0 || (state & (1 << (READERS + task))) === 0) continue;
      const left = state & ~(1 << (READERS + task));
      const over = left >>> READERS === 0;
      this.#write(block - 1, over ? left & ~(WAITING | LIVE) : left);
      if (over) this.#write(pending, (words[pending] as number) - 1);
    }
  }

  #freeAfterReaders(address: number): void {
    if (!this.#isLive(address, "kfree_rcu")) return;
    const state = this.words[address - 1] as number;
    const readers = this.#readers();
    if (readers === 0) return this.#write(address - 1, state & ~LIVE);
    this.#write(address - 1, state | WAITING | (readers << READERS));
    this.#write(this.#base + 1, (this.words[this.#base + 1] as number) + 1);
    if (!this.#waiting.includes(address)) this.#waiting.push(address);
  }

  /** The lowest block that this task recycled and that may be given to a kind again; 0 for none. */
  #recycledFor(task: number, kind: number): number {
    const wanted = kind | RECYCLED | ((task + 1) << READERS);
    for (const address of this.#recyclable) if (this.words[address - 1] === wanted) return address;
    return 0;
  }

  #allocate(task: number, words: number, kind: number): number {
    const recycled = this.#recycledFor(task, kind);
    if (recycled !== 0) {
      this.#write(recycled - 1, kind | LIVE);
      for (let word = recycled; word < recycled + words; word++) {
        this.sharing.note(word, task, true, 0, this.#fieldOf(word));
        this.#write(word, 0);
      }
      return recycled;
    }
    const cellClass = classFor(words);
    const { shift, offset, cells } = cellClasses[cellClass] ?? { shift: 0, offset: 0, cells: 0 };
    const counter = this.#cellsWord(task, Math.max(cellClass, 0));
    const used = this.words[counter] as number;
    if (used >= cells) {
      throw new ExploreError(
        "memory",
        `The task "${(this.automata[task] as Automaton).name}" allocates more than the explorer's arena holds ` +
          `(${words} words of ${this.kernel.memory.kindName(kind)}). ` +
          "Make the scenario smaller: a small bitsPerLong makes small tables.",
      );
    }
    this.#write(counter, used + 1);
    const header = this.#arenas + task * ARENA + offset + (used << shift);
    this.#write(header, words);
    this.#write(header + 1, kind | LIVE);
    const address = header + HEADER;
    if (!this.#placed.has(address)) {
      this.#placed.add(address);
      this.kernel.memory.placed.push(address);
    }
    return address;
  }

  #choose(task: number, automaton: Automaton, node: number, point: number, plan: readonly number[]): number {
    const taken = this.failures;
    if (taken.length >= this.#maxFailures) return 0;
    const choice = plan[this.choices.length] ?? 0;
    this.choices.push(choice);
    if (choice === 0) return 0;
    const { code, where } = automaton.fallible[point] as { code: string; where: string };
    const ordinal = (automaton.points[node] as number) + 1;
    const failures = [...taken, { point: ordinal, code, where }];
    let id = 1;
    for (const failure of failures) {
      id = mix(mix(id, task), mix(failure.point, automaton.identity[2 * node] as number)) | 1;
    }
    this.#failures.set(id, failures);
    this.#write(this.#base, id);
    return 1;
  }

  /** A word may be touched while its block is live; a recycled block also by readers that found it before. */
  #check(address: number, automaton: Automaton, node: number): void {
    if (address < 2) return this.#bad(faults.null(address));
    let header: number;
    if (address < this.#blockOf.length) {
      header = this.#blockOf[address] as number;
    } else if (address >= this.#arenas && address < this.initial.length) {
      const offset = (address - this.#arenas) % ARENA;
      header = address - offset + cellOf(offset);
    } else {
      return this.#bad(faults.nowhere(address));
    }
    const state = this.words[header + 1] as number;
    if ((state & LIVE) !== 0) {
      if (address - header - HEADER < (this.words[header] as number)) return;
      return this.#bad(faults.past(this.kernel.memory.kindName(state), header + HEADER));
    }
    if ((state & RECYCLED) !== 0 && automaton.rcuDepth[node] !== 0) return;
    // The guards look at a record to see whether it is still theirs; the kernel has no such thing.
    if ((state & 0xffff) === this.#ownerKind) return;
    this.#bad(faults.freed(this.kernel.memory.kindName(state), header + HEADER));
  }

  #isLive(address: number, where: string): boolean {
    const state = this.words[address - 1] as number;
    if ((state & LIVE) !== 0 && (state & WAITING) === 0) return true;
    this.#bad(`the ${this.kernel.memory.kindName(state)} at ${address} is freed twice (${where})`);
    return false;
  }

  #bad(what: string): void {
    this.violation = { kind: "kernel", message: `use after free: ${what}` };
  }

  #bug(what: string): void {
    this.violation = { kind: "kernel", message: `BUG: ${what}` };
  }

  #atEnd(automaton: Automaton, node: number, op: number): void {
    if (op === Op.violation) {
      this.violation = automaton.violations[automaton.first[node] as number];
    } else if (automaton.held[node] !== 0) {
      this.#bug(`the task "${automaton.name}" returns and holds the lock at ${automaton.held[node]}`);
    } else if (automaton.rcuDepth[node] !== 0) {
      this.#bug(`the task "${automaton.name}" returns inside an RCU read section`);
    }
  }
}

/** How an operation commutes with those of other tasks. */
const Mover = { both: 0, right: 1, left: 2, none: 3, waits: 4 } as const;

/** The task stays where it is: it waits now. No result of an operation. */
const STAYS = -0x80000000 - 1;

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}
