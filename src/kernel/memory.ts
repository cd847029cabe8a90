/** The simulated memory: one growable Int32Array that holds all kernel state, with a probe on every access. */
import { toInt } from "./argument.js";
import { answerOf, Op, wordAfter, type WordOp } from "./access.js";
import { KernelBug } from "./bug.js";
import type { ErrnoCode } from "./errno.js";
import { HotTable } from "./hot-table.js";
import { kinds } from "./layout.js";
import type { MemoryName } from "./names.js";
import { Numbering } from "./numbering.js";

/**
 * What stands between kernel code and its memory while somebody watches: each access asks the probe, and the
 * probe answers. Attach one through {@link Memory.probe}. `DirectProbe` does what no probe would do.
 *
 * @public
 */
export interface Probe {
  /**
   * Performs one access.
   *
   * @param op - Which; its operands are told by {@link (Op:variable)}.
   * @returns Its result; 0 for those that have none.
   */
  perform(op: Op, first: number, second: number, third: number): number;
  /** Who watches the calls of the binding, if anybody does. */
  readonly calls?: CallObserver | undefined;
  /** Called, on its own, when somebody reads {@link Memory.words} while the probe watches. */
  readonly peeked?: (() => void) | undefined;
}

/**
 * An argument of a call, as it is told: a file or another object of memory by its name.
 *
 * @public
 */
export type CallArgument = number | string | MemoryName;

/**
 * Watches the calls of the binding.
 *
 * @public
 */
export interface CallObserver {
  /**
   * A call of the binding is about to begin. An observer that knows how it ends, because it runs the task again, says so
   * and the call is skipped: what a call does to memory is the observer's to have done.
   */
  skip?(name: string, args: readonly CallArgument[]): CallOutcome | undefined;
  /** A call of the binding begins; `leave` follows with its result unless it throws. */
  enter(task: number, name: string, args: readonly CallArgument[]): void;
  /**
   * The innermost call of the binding ends; its arguments once more, so that an observer need not keep them. `failed`
   * is the kernel function whose `Errno` it ends with, if it does; `result` is that error's number then. `named` is what
   * the result is called, where it is an address and somebody will read it.
   */
  leave(
    task: number,
    name: string,
    result: number | string | undefined,
    args: readonly CallArgument[],
    failed?: string,
    named?: CallArgument,
  ): void;
  /** A syscall of the task that runs begins; `leaveSyscall` follows. Syscalls nest. */
  enterSyscall?(): void;
  /** The innermost syscall has returned, with its result; with none when it threw, or its task died. */
  leaveSyscall?(result: number | undefined): void;
  /** True while the task is being unwound and must not act: disposals do nothing. */
  readonly unwinding: boolean;
  /** True when nobody will read the place of a call, so that capturing it would be waste. */
  readonly quiet: boolean;
}

/**
 * How a call of the binding ended.
 *
 * @public
 */
export interface CallOutcome {
  /** What it returned, or the number of the error that it threw; undefined for nothing. */
  readonly result: number | string | undefined;
  /** The kernel function that failed, when it threw an `Errno`. */
  readonly failed?: string | undefined;
}

/**
 * A live block of the heap.
 *
 * @public
 */
export interface Block {
  /** Address of its first word; always even, so that bit 0 can tag it. */
  readonly address: number;
  /** Its size in words. */
  readonly words: number;
  /** What it holds, such as `"struct file"`. */
  readonly kind: string;
}

/**
 * A place where kernel code asks whether it fails.
 *
 * @public
 */
export interface FaultPoint {
  /** The error that it would give. */
  readonly code: ErrnoCode;
  /** What would fail: `"alloc_fdtable"`. */
  readonly where: string;
}

/** @internal What a lock holds that was taken while nobody watched: no task of a scenario, and any may release it. */
export const HELD_BY_NOBODY = -1;
// A block is [words, kind | state, payload ...]; the header makes the heap walkable and the snapshot complete.
/** @internal Words before a block: its size, and its kind with its state. */
export const HEADER = 2;
/** @internal The bit of a block's header that says that it is allocated. */
export const LIVE = 1 << 16;
const KIND = LIVE - 1;
const FIRST_BLOCK = 2;
/** @internal What an access says of itself that only the model makes: a load as its second operand, a store as its third. */
export const OWN = 1;
/** How many ways a choice may have: each is searched. */
const MOST_WAYS = 1 << 16;
const NO_WORDS = new Int32Array(0);

/**
 * All kernel state: words of 32 bits, each at an address. Address 0 is NULL. Without a probe an access is an
 * array access.
 *
 * The heap is a row of blocks with headers, so that a copy of the words is a whole snapshot and every live
 * object can be found by walking it.
 *
 * @public
 */
export class Memory {
  #words: Int32Array;
  #whenPeeked: (() => void) | undefined;
  /** @internal Called when code chooses that no probe watches: the explorer refuses it in what it does not explore. */
  whenUnasked: ((label: string) => void) | undefined;

  /** @internal The table that the hot calls used last. */
  readonly hot: HotTable;
  #probe: Probe | null = null;

  /** @internal Blocks that a probe with a separate heap has placed past the top, in order. */
  readonly placed: number[] = [];

  // Free blocks by size, a cache of what the headers say; a probe that snapshots keeps its own lists.
  #freeBySize = new Map<number, number[]>();
  #recycled = new Map<number, number[]>();
  readonly #files: number[] = [];
  readonly #kinds = new Map<number, string>();
  readonly #kindNumbers = new Map<string, number>();
  readonly #faultPoints = new Numbering<FaultPoint>();
  readonly #labels = new Numbering<string>();
  #top = FIRST_BLOCK;

  /**
   * @param words - The initial size in words; the heap doubles when it needs more. 1024 by default.
   */
  constructor(words = 1024) {
    this.#words = new Int32Array(toInt("Memory", "words", words));
    this.#recycled.set(this.kindNumber(kinds.file), this.#files);
    this.hot = new HotTable(this.#words, this.#files);
  }

  /**
   * The words themselves, for checks between steps. Read them only; the array is replaced when the heap grows. A task
   * that is explored may not read them: nobody would know that its next step depends on them.
   */
  get words(): Int32Array {
    this.#whenPeeked?.();
    return this.#words;
  }

  /** @internal The words for messages and machines: what a task does must not depend on them. */
  get raw(): Int32Array {
    return this.#words;
  }

  /** The probe that answers every access, or null when nobody watches. */
  get probe(): Probe | null {
    return this.#probe;
  }

  set probe(probe: Probe | null) {
    this.#probe = probe;
    this.#whenPeeked = probe?.peeked;
    this.hot.forget();
    this.hot.words = probe === null ? this.#words : NO_WORDS;
    this.hot.files = probe === null ? this.#files : [];
  }

  /**
   * The address past the last block: words from here on have never been used.
   */
  get top(): number {
    return this.#top;
  }

  /**
   * Reads one word.
   *
   * @param address - Its address, between 2 and {@link Memory.top}.
   */
  load(address: number): number {
    address = toInt("load", "address", address);
    const probe = this.#probe;
    return probe === null ? (this.#words[address] as number) : probe.perform(Op.load, address, 0, 0);
  }

  /**
   * Reads one word as {@link Memory.load} does, for what only this model does: a check of a rule that Linux leaves to
   * its callers, a feature that a design does not ask for. The cost ledger counts it apart.
   *
   * @param address - Its address, between 2 and {@link Memory.top}.
   */
  loadOwn(address: number): number {
    address = toInt("loadOwn", "address", address);
    const probe = this.#probe;
    return probe === null ? (this.#words[address] as number) : probe.perform(Op.load, address, OWN, 0);
  }

  /**
   * Writes one word.
   *
   * @param address - Its address, between 2 and {@link Memory.top}.
   * @param value - A 32-bit integer.
   */
  store(address: number, value: number): void {
    address = toInt("store", "address", address);
    value = toInt("store", "value", value);
    const probe = this.#probe;
    if (probe === null) this.#words[address] = value;
    else probe.perform(Op.store, address, value, 0);
  }

  /**
   * Writes one word as {@link Memory.store} does, for what only this model does or Linux does in any case: see
   * {@link Memory.loadOwn}.
   *
   * @param address - Its address, between 2 and {@link Memory.top}.
   * @param value - A 32-bit integer.
   */
  storeOwn(address: number, value: number): void {
    address = toInt("storeOwn", "address", address);
    value = toInt("storeOwn", "value", value);
    const probe = this.#probe;
    if (probe === null) this.#words[address] = value;
    else probe.perform(Op.store, address, value, OWN);
  }

  /**
   * Adds to one word atomically, as `atomic_add_return` does.
   *
   * @param address - Its address.
   * @param delta - What to add.
   * @returns The new value.
   */
  add(address: number, delta: number): number {
    address = toInt("add", "address", address);
    delta = toInt("add", "delta", delta);
    return this.perform(Op.add, address, delta, 0);
  }

  /**
   * Adds 1 to one word atomically unless it is 0, as `atomic_inc_not_zero` does.
   *
   * @param address - Its address.
   * @returns True when it was added.
   */
  incrementNotZero(address: number): boolean {
    address = toInt("incrementNotZero", "address", address);
    return this.perform(Op.incrementNotZero, address, 0, 0) !== 0;
  }

  /**
   * Stores atomically and returns what was there, as `xchg` does.
   *
   * @param address - Its address.
   * @param value - The new value.
   * @returns The old value.
   */
  exchange(address: number, value: number): number {
    address = toInt("exchange", "address", address);
    value = toInt("exchange", "value", value);
    return this.perform(Op.exchange, address, value, 0);
  }

  /**
   * Stores atomically if the word holds what is expected, as `cmpxchg` does.
   *
   * @param address - Its address.
   * @param expected - The value that must be there.
   * @param value - The new value.
   * @returns The old value: equal to `expected` when the store was done.
   */
  compareExchange(address: number, expected: number, value: number): number {
    address = toInt("compareExchange", "address", address);
    expected = toInt("compareExchange", "expected", expected);
    value = toInt("compareExchange", "value", value);
    return this.perform(Op.compareExchange, address, expected, value);
  }

  /**
   * Takes the spinlock at an address, as `spin_lock` does.
   *
   * @param address - The word of the lock: 0 free, otherwise held.
   * @throws {@link KernelBug} `deadlock` when it is held and no other task can release it.
   */
  lock(address: number): void {
    address = toInt("lock", "address", address);
    this.perform(Op.lock, address, 0, 0);
  }

  /**
   * Releases the spinlock at an address, as `spin_unlock` does.
   *
   * @param address - The word of the lock.
   * @throws {@link KernelBug} `BUG` when it is not held.
   */
  unlock(address: number): void {
    address = toInt("unlock", "address", address);
    this.perform(Op.unlock, address, 0, 0);
  }

  /** Opens an RCU read section, as `rcu_read_lock` does. Sections nest. */
  rcuReadLock(): void {
    this.#probe?.perform(Op.rcuReadLock, 0, 0, 0);
  }

  /** Closes the innermost RCU read section, as `rcu_read_unlock` does. */
  rcuReadUnlock(): void {
    this.#probe?.perform(Op.rcuReadUnlock, 0, 0, 0);
  }

  /** Waits for an RCU grace period, as `synchronize_rcu` does. */
  synchronizeRcu(): void {
    this.#probe?.perform(Op.synchronizeRcu, 0, 0, 0);
  }

  /**
   * Frees a block after an RCU grace period, as `kfree_rcu` does.
   *
   * @param address - A block of {@link Memory.allocate}.
   */
  freeAfterGracePeriod(address: number): void {
    address = toInt("freeAfterGracePeriod", "address", address);
    this.perform(Op.freeAfterGracePeriod, address, 0, 0);
  }

  /**
   * Sleeps until a word has a value, as `wait_event(queue, *address == value)` does: the condition is checked
   * after the task stands in the queue, and again after each wake-up.
   *
   * @param queue - The word of the wait queue.
   * @param address - The word of the condition.
   * @param value - The value to wait for.
   * @throws {@link KernelBug} `deadlock` when no other task can change it.
   */
  waitEvent(queue: number, address: number, value: number): void {
    queue = toInt("waitEvent", "queue", queue);
    address = toInt("waitEvent", "address", address);
    value = toInt("waitEvent", "value", value);
    this.perform(Op.waitEvent, address, value, queue);
  }

  /**
   * Wakes every sleeper of a wait queue, as `wake_up_all` does.
   *
   * @param queue - The word of the wait queue.
   */
  wakeUpAll(queue: number): void {
    queue = toInt("wakeUpAll", "queue", queue);
    this.perform(Op.wakeUpAll, queue, 0, 0);
  }

  /**
   * Allocates a zeroed block, as `kzalloc` does; never fails by itself (see {@link Memory.fails}).
   *
   * @param words - Its size in words, at least 1.
   * @param kind - What it will hold, such as `"struct file"`.
   * @returns Its address, always even.
   */
  allocate(words: number, kind: string): number {
    words = toInt("allocate", "words", words);
    return this.perform(Op.allocate, words, this.kindNumber(kind), 0);
  }

  /**
   * Frees a block, as `kfree` does. Touching it afterwards is a use after free.
   *
   * @param address - A block of {@link Memory.allocate}.
   */
  free(address: number): void {
    address = toInt("free", "address", address);
    this.perform(Op.free, address, 0, 0);
  }

  /**
   * Frees a block whose memory keeps its kind, as a slab cache with `SLAB_TYPESAFE_BY_RCU` does: a reader in an
   * RCU read section may still touch it, and the next allocation of the kind may be given it at once.
   *
   * @param address - A block of {@link Memory.allocate}.
   */
  recycle(address: number): void {
    address = toInt("recycle", "address", address);
    this.perform(Op.recycle, address, 0, 0);
  }

  /**
   * A fault point: kernel code asks whether it fails here. Without a probe nothing fails by itself.
   *
   * @param code - The error it would give.
   * @param where - What would fail, for the trace: `"alloc_fdtable"`.
   * @returns True when the caller must take its failure exit.
   */
  fails(code: ErrnoCode, where: string): boolean {
    const probe = this.#probe;
    if (probe === null) return false;
    const key = `${code} ${where}`;
    const point = this.#faultPoints.find(key) ?? this.#faultPoints.add(key, { code, where });
    return probe.perform(Op.fails, point, 0, 0) !== 0;
  }

  /**
   * A choice that is not the program's: what a register reads, which branch a function takes that is not modelled. The
   * explorer takes every way; without a probe it is the first.
   *
   * @param ways - How many there are, 1 to 65,536.
   * @param label - What is chosen, for the trace: `"the user's length"`.
   * @returns The way that is taken, from 0.
   * @throws RangeError when there are no ways, or too many.
   */
  choose(ways: number, label: string): number {
    ways = toInt("choose", "ways", ways);
    if (ways < 1 || ways > MOST_WAYS) {
      throw new RangeError(`ways of choose is ${ways}; it must be from 1 to ${MOST_WAYS} ("${label}")`);
    }
    const probe = this.#probe;
    if (probe === null) {
      this.whenUnasked?.(label);
      return 0;
    }
    const number = this.#labels.find(label) ?? this.#labels.add(label, label);
    return probe.perform(Op.choose, ways, number, 0);
  }

  /**
   * Performs one access: the probe does, or {@link Memory.performNow} when nobody watches.
   *
   * @param op - Which; its operands are told by {@link (Op:variable)}.
   * @returns Its result; 0 for those that have none.
   */
  perform(op: Op, first: number, second: number, third: number): number {
    const probe = this.#probe;
    return probe === null
      ? this.performNow(op, first, second, third)
      : probe.perform(op, first, second, third);
  }

  /**
   * What an access does when nobody watches: tasks run one after the other, so that what would have to wait is a
   * deadlock, and no read section of another task is open.
   *
   * @throws {@link KernelBug}
   */
  performNow(op: Op, first: number, second: number, third: number): number {
    switch (op) {
      case Op.load:
      case Op.store:
      case Op.add:
      case Op.incrementNotZero:
      case Op.exchange:
      case Op.compareExchange:
        return this.#atWord(op, first, second | 0, third | 0);
      case Op.lock:
        if (this.#words[first] !== 0) {
          throw new KernelBug("deadlock", "lock", `the lock at ${first} is already held by this task`);
        }
        return this.#atWord(op, first, HELD_BY_NOBODY, 0);
      case Op.unlock:
        if (this.#words[first] === 0)
          throw new KernelBug("BUG", "unlock", `the lock at ${first} is not held`);
        return this.#atWord(op, first, 0, 0);
      case Op.waitEvent:
        if (this.#words[first] !== (second | 0)) {
          throw new KernelBug("deadlock", "waitEvent", `the word at ${first} never becomes ${second}`);
        }
        return 0;
      case Op.allocate:
        return this.#allocate(first, second);
      case Op.free:
      case Op.freeAfterGracePeriod:
        this.#free(first);
        return 0;
      case Op.recycle:
        this.#recycle(first);
        return 0;
      case Op.rcuReadLock:
      case Op.rcuReadUnlock:
      case Op.synchronizeRcu:
      case Op.wakeUpAll:
      case Op.fails:
      case Op.choose:
        return 0;
    }
  }

  #atWord(op: WordOp, address: number, second: number, third: number): number {
    const words = this.#words;
    const old = words[address] as number;
    const after = wordAfter(op, old, second, third);
    words[address] = after;
    return answerOf(op, old, after);
  }

  /**
   * What would fail at a fault point, for probes.
   *
   * @param number - The first operand of `fails`.
   */
  faultPoint(number: number): FaultPoint {
    number = toInt("faultPoint", "number", number);
    return this.#faultPoints.at(number);
  }

  /**
   * What is chosen, for probes.
   *
   * @param number - The second operand of `choose`.
   */
  choiceLabel(number: number): string {
    number = toInt("choiceLabel", "number", number);
    return this.#labels.at(number);
  }

  #allocate(words: number, kind: number): number {
    if (words < 1) {
      throw new KernelBug("BUG", "allocate", `${words} words are asked for`);
    }
    const address = this.#takeRecycled(words, kind) ?? this.#freeBySize.get(words)?.pop();
    if (address !== undefined) {
      this.#words.fill(0, address, address + words);
      this.#mark(address, words, kind);
      return address;
    }
    return this.#allocateAt(this.#top + HEADER, words, kind);
  }

  /** A block whose memory has kept its kind, of the same size. */
  #takeRecycled(words: number, kind: number): number | undefined {
    const list = this.#recycled.get(kind);
    if (list === undefined) return undefined;
    if (this.#words[(list.at(-1) ?? HEADER) - HEADER] === words) return list.pop();
    const index = list.findLastIndex((address) => this.#words[address - HEADER] === words);
    return index < 0 ? undefined : list.splice(index, 1)[0];
  }

  // `address` is even and past the end of the last block.
  #allocateAt(address: number, words: number, kind: number): number {
    // Even sizes keep every address even: bit 0 of an address is free to be a tag.
    const end = address + words + (words & 1);
    if (end > this.#words.length) this.#grow(end);
    this.#mark(address, words, kind);
    this.#top = end;
    return address;
  }

  #free(address: number): void {
    const words = this.#end(address, "free");
    const list = this.#freeBySize.get(words);
    if (list === undefined) this.#freeBySize.set(words, [address]);
    else list.push(address);
  }

  #recycle(address: number): void {
    this.#end(address, "recycle");
    const kind = (this.#words[address - 1] as number) & KIND;
    const list = this.#recycled.get(kind);
    if (list === undefined) this.#recycled.set(kind, [address]);
    else list.push(address);
  }

  /**
   * What a block holds or held. Reads the words directly, as {@link Memory.blocks} does.
   *
   * @param address - A block of {@link Memory.allocate}.
   */
  kindOf(address: number): string {
    address = toInt("kindOf", "address", address);
    this.#whenPeeked?.();
    return this.kindAt(address);
  }

  /** @internal What {@link Memory.kindOf} says, for names in texts. */
  kindAt(address: number): string {
    return this.#kinds.get((this.#words[address - 1] as number) & KIND) as string;
  }

  /**
   * Whether a block is allocated. Reads the words directly, as {@link Memory.blocks} does.
   *
   * @param address - A block of {@link Memory.allocate}.
   */
  isLive(address: number): boolean {
    address = toInt("isLive", "address", address);
    this.#whenPeeked?.();
    return this.#isLive(address);
  }

  #isLive(address: number): boolean {
    return ((this.#words[address - 1] as number) & LIVE) !== 0;
  }

  /**
   * Every live block, in the order of addresses. Reads the words directly: it is for checks between steps, not
   * for kernel code.
   *
   * @param kind - Only blocks of this kind.
   * @param freed - Whether blocks that were freed are also wanted.
   */
  blocks(kind?: string, freed = false): Generator<Block> {
    this.#whenPeeked?.();
    return this.allBlocks(kind, freed);
  }

  /** @internal What {@link Memory.blocks} yields, for names in texts. */
  *allBlocks(kind?: string, freed = false): Generator<Block> {
    const words = this.#words;
    for (let header = FIRST_BLOCK; header < this.#top;) {
      const size = words[header] as number;
      const address = header + HEADER;
      if ((freed || this.#isLive(address)) && (kind === undefined || this.kindAt(address) === kind)) {
        yield { address, words: size, kind: this.kindAt(address) };
      }
      header = address + size + (size & 1);
    }
    for (const address of this.placed) {
      if (!(freed || this.#isLive(address)) || (kind !== undefined && this.kindAt(address) !== kind))
        continue;
      yield { address, words: words[address - HEADER] as number, kind: this.kindAt(address) };
    }
  }

  /** @internal The addresses of the live blocks of one kind: what {@link Memory.blocks} yields, for checks after each step. */
  liveOf(kind: string): number[] {
    const words = this.#words;
    const { placed } = this;
    const wanted = this.kindNumber(kind) | LIVE;
    const found: number[] = [];
    for (let header = FIRST_BLOCK; header < this.#top;) {
      const size = words[header] as number;
      if (((words[header + 1] as number) & (LIVE | KIND)) === wanted) found.push(header + HEADER);
      header += HEADER + size + (size & 1);
    }
    for (const address of placed) {
      if (((words[address - 1] as number) & (LIVE | KIND)) === wanted) found.push(address);
    }
    return found;
  }

  #mark(address: number, words: number, kind: number): void {
    this.#words[address - HEADER] = words;
    this.#words[address - 1] = kind | LIVE;
  }

  /**
   * @internal The number of a kind in block headers. A function of the name, not of the order of use, so that two
   * runs that meet kinds in different orders agree on every word.
   */
  kindNumber(kind: string): number {
    let number = this.#kindNumbers.get(kind);
    if (number !== undefined) return number;
    number = 0;
    for (let index = 0; index < kind.length; index++) number = (number * 31 + kind.charCodeAt(index)) & KIND;
    while (this.#kinds.has(number)) number = (number + 1) & KIND;
    this.#kinds.set(number, kind);
    this.#kindNumbers.set(kind, number);
    return number;
  }

  /** @internal The name of a kind's number. */
  kindName(number: number): string {
    return this.#kinds.get(number & KIND) ?? "memory";
  }

  #end(address: number, where: string): number {
    const state = this.#words[address - 1] as number;
    if ((state & LIVE) === 0) {
      // Of an address that is no block's there is no kind.
      const kind = this.kindAt(address) as string | undefined;
      throw new KernelBug(
        "use after free",
        where,
        kind === undefined ? `no block is at ${address}` : `the ${kind} at ${address} is freed twice`,
      );
    }
    this.#words[address - 1] = state & ~LIVE;
    return this.#words[address - HEADER] as number;
  }

  /** @internal Makes room for `words` words, for a probe with a separate heap past the top. */
  reserve(words: number): void {
    if (words > this.#words.length) this.#grow(words);
  }

  #grow(words: number): void {
    const grown = new Int32Array(Math.max(words, this.#words.length * 2));
    grown.set(this.#words);
    this.#words = grown;
    if (this.#probe === null) this.hot.words = grown;
  }
}
