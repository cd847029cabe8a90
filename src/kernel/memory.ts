/** The simulated memory: one growable Int32Array that holds all kernel state, with a probe on every access. */
import { KernelBug } from "./bug.js";
import type { ErrnoCode } from "./errno.js";
import { HotTable } from "./hot-table.js";

/**
 * An atomic read-modify-write, as a probe sees it.
 *
 * - `add`: adds the operand; the result is the new value;
 * - `incrementNotZero`: adds 1 unless the word is 0; the result is 1 when it did, else 0;
 * - `exchange`: stores the operand; the result is the old value;
 * - `compareExchange`: stores the second operand if the word equals the first; the result is the old value.
 *
 * @public
 */
export type AtomicOperation = "add" | "incrementNotZero" | "exchange" | "compareExchange";

/**
 * What stands between kernel code and its memory while somebody watches: each access asks the probe, and the
 * probe answers. Attach one through {@link Memory.probe}. `DirectProbe` does what no probe would do.
 *
 * @public
 */
export interface Probe {
  /** A plain load of one word. */
  load(address: number): number;
  /** A plain store of one word. */
  store(address: number, value: number): void;
  /** An atomic read-modify-write; see {@link AtomicOperation} for the result. */
  atomic(operation: AtomicOperation, address: number, first: number, second: number): number;
  /** Takes a spinlock; waits while another task holds it. */
  lock(address: number): void;
  /** Releases a spinlock that this task holds. */
  unlock(address: number): void;
  /** Opens an RCU read section; they nest. */
  rcuReadLock(): void;
  /** Closes the innermost RCU read section. */
  rcuReadUnlock(): void;
  /** Waits until every RCU read section that is open now has ended. */
  synchronizeRcu(): void;
  /** Frees a block once every RCU read section that is open now has ended. */
  freeAfterGracePeriod(address: number): void;
  /** Sleeps on a wait queue until the word at `address` equals `value`. */
  waitEvent(queue: number, address: number, value: number): void;
  /** Wakes every task that sleeps on a wait queue. */
  wakeUpAll(queue: number): void;
  /** Allocates a zeroed block; see {@link Memory.allocate}. */
  allocate(words: number, kind: string): number;
  /** Frees a block; see {@link Memory.free}. */
  free(address: number): void;
  /** Frees a block whose memory stays of its kind; see {@link Memory.recycle}. */
  recycle(address: number): void;
  /** A fallible point: true when the probe makes it fail here. */
  fails(code: ErrnoCode, where: string): boolean;
  /**
   * A call of the binding is about to begin. A probe that knows how it ends, because it runs the task again, says so
   * and the call is skipped: what a call does to memory is the probe's to have done.
   */
  skip(name: string, args: readonly (number | string)[]): CallOutcome | undefined;
  /** A call of the binding begins; `leave` follows with its result unless it throws. */
  enter(task: number, name: string, args: readonly (number | string)[]): void;
  /**
   * The innermost call of the binding ends; its arguments once more, so that a probe need not keep them. `thrown` is
   * the `Errno` that it ends with, if it does; `result` is its number then.
   */
  leave(
    task: number,
    name: string,
    result: number | string | undefined,
    args: readonly (number | string)[],
    thrown?: Error,
  ): void;
  /** True while the task is being unwound by the probe and must not act: disposals do nothing. */
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
  /** What it returned; undefined for nothing. */
  readonly result: number | string | undefined;
  /** What it threw instead. */
  readonly thrown?: Error;
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

// A block is [words, kind | state, payload ...]; the header makes the heap walkable and the snapshot complete.
const HEADER = 2;
/** @internal The bit of a block's header that says that it is allocated. */
export const LIVE = 1 << 16;
const KIND = LIVE - 1;
const FIRST_BLOCK = 2;
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
  /**
   * The words themselves. Outside the kernel read them only; the array is replaced when the heap grows.
   */
  words: Int32Array;

  /** @internal The table that the hot calls used last. */
  readonly hot: HotTable;
  #probe: Probe | null = null;

  /** @internal Blocks that a probe with a heap of its own has placed past the top. */
  readonly placed: number[] = [];

  // Free blocks by size, a cache of what the headers say; a probe that snapshots keeps its own lists.
  #freeBySize = new Map<number, number[]>();
  #recycled = new Map<string, number[]>();
  readonly #kinds = new Map<number, string>();
  readonly #kindNumbers = new Map<string, number>();
  #top = FIRST_BLOCK;

  /**
   * @param words - The initial size in words; the heap doubles when it needs more. 1024 by default.
   */
  constructor(words = 1024) {
    this.words = new Int32Array(words);
    this.hot = new HotTable(this.words);
  }

  /** The probe that answers every access, or null when nobody watches. */
  get probe(): Probe | null {
    return this.#probe;
  }

  set probe(probe: Probe | null) {
    this.#probe = probe;
    this.hot.forget();
    this.hot.words = probe === null ? this.words : NO_WORDS;
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
    const probe = this.#probe;
    return probe === null ? (this.words[address] as number) : probe.load(address);
  }

  /**
   * Writes one word.
   *
   * @param address - Its address, between 2 and {@link Memory.top}.
   * @param value - A 32-bit integer.
   */
  store(address: number, value: number): void {
    const probe = this.#probe;
    if (probe === null) this.words[address] = value;
    else probe.store(address, value);
  }

  /**
   * Adds to one word atomically, as `atomic_add_return` does.
   *
   * @param address - Its address.
   * @param delta - What to add.
   * @returns The new value.
   */
  add(address: number, delta: number): number {
    const probe = this.#probe;
    if (probe === null) return (this.words[address] = ((this.words[address] as number) + delta) | 0);
    return probe.atomic("add", address, delta, 0);
  }

  /**
   * Adds 1 to one word atomically unless it is 0, as `atomic_inc_not_zero` does.
   *
   * @param address - Its address.
   * @returns True when it was added.
   */
  incrementNotZero(address: number): boolean {
    const probe = this.#probe;
    if (probe !== null) return probe.atomic("incrementNotZero", address, 0, 0) !== 0;
    const value = this.words[address] as number;
    if (value === 0) return false;
    this.words[address] = value + 1;
    return true;
  }

  /**
   * Stores atomically and returns what was there, as `xchg` does.
   *
   * @param address - Its address.
   * @param value - The new value.
   * @returns The old value.
   */
  exchange(address: number, value: number): number {
    const probe = this.#probe;
    if (probe !== null) return probe.atomic("exchange", address, value, 0);
    const old = this.words[address] as number;
    this.words[address] = value;
    return old;
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
    const probe = this.#probe;
    if (probe !== null) return probe.atomic("compareExchange", address, expected, value);
    const old = this.words[address] as number;
    if (old === expected) this.words[address] = value;
    return old;
  }

  /**
   * Takes the spinlock at an address, as `spin_lock` does.
   *
   * @param address - The word of the lock: 0 free, otherwise held.
   * @throws {@link KernelBug} `deadlock` when it is held and no other task can release it.
   */
  lock(address: number): void {
    const probe = this.#probe;
    if (probe !== null) return probe.lock(address);
    if (this.words[address] !== 0) {
      throw new KernelBug("deadlock", "lock", `the lock at ${address} is already held by this task`);
    }
    this.words[address] = 1;
  }

  /**
   * Releases the spinlock at an address, as `spin_unlock` does.
   *
   * @param address - The word of the lock.
   * @throws {@link KernelBug} `BUG` when it is not held.
   */
  unlock(address: number): void {
    const probe = this.#probe;
    if (probe !== null) return probe.unlock(address);
    if (this.words[address] === 0) throw new KernelBug("BUG", "unlock", `the lock at ${address} is not held`);
    this.words[address] = 0;
  }

  /** Opens an RCU read section, as `rcu_read_lock` does. Sections nest. */
  rcuReadLock(): void {
    this.#probe?.rcuReadLock();
  }

  /** Closes the innermost RCU read section, as `rcu_read_unlock` does. */
  rcuReadUnlock(): void {
    this.#probe?.rcuReadUnlock();
  }

  /** Waits for an RCU grace period, as `synchronize_rcu` does. */
  synchronizeRcu(): void {
    this.#probe?.synchronizeRcu();
  }

  /**
   * Frees a block after an RCU grace period, as `kfree_rcu` does.
   *
   * @param address - A block of {@link Memory.allocate}.
   */
  freeAfterGracePeriod(address: number): void {
    const probe = this.#probe;
    // Without a probe tasks run one after the other: no read section can be open here.
    if (probe === null) this.freeNow(address);
    else probe.freeAfterGracePeriod(address);
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
    const probe = this.#probe;
    if (probe !== null) return probe.waitEvent(queue, address, value);
    if (this.words[address] !== value) {
      throw new KernelBug("deadlock", "waitEvent", `the word at ${address} never becomes ${value}`);
    }
  }

  /**
   * Wakes every sleeper of a wait queue, as `wake_up_all` does.
   *
   * @param queue - The word of the wait queue.
   */
  wakeUpAll(queue: number): void {
    this.#probe?.wakeUpAll(queue);
  }

  /**
   * Allocates a zeroed block, as `kzalloc` does; never fails by itself (see {@link Memory.fails}).
   *
   * @param words - Its size in words, at least 1.
   * @param kind - What it will hold, such as `"struct file"`.
   * @returns Its address, always even.
   */
  allocate(words: number, kind: string): number {
    const probe = this.#probe;
    return probe === null ? this.allocateNow(words, kind) : probe.allocate(words, kind);
  }

  /**
   * Frees a block, as `kfree` does. Touching it afterwards is a use after free.
   *
   * @param address - A block of {@link Memory.allocate}.
   */
  free(address: number): void {
    const probe = this.#probe;
    if (probe === null) this.freeNow(address);
    else probe.free(address);
  }

  /**
   * Frees a block whose memory keeps its kind, as a slab cache with `SLAB_TYPESAFE_BY_RCU` does: a reader in an
   * RCU read section may still touch it, and the next allocation of the kind may be given it at once.
   *
   * @param address - A block of {@link Memory.allocate}.
   */
  recycle(address: number): void {
    const probe = this.#probe;
    if (probe === null) this.recycleNow(address);
    else probe.recycle(address);
  }

  /**
   * A fallible point: kernel code asks whether it fails here. Without a probe nothing fails by itself.
   *
   * @param code - The error it would give.
   * @param where - What would fail, for the trace: `"alloc_fdtable"`.
   * @returns True when the caller must take its failure exit.
   */
  fails(code: ErrnoCode, where: string): boolean {
    const probe = this.#probe;
    return probe !== null && probe.fails(code, where);
  }

  /**
   * What {@link Memory.allocate} does when no probe answers.
   *
   * @param words - Its size in words.
   * @param kind - What it will hold.
   * @returns Its address.
   */
  allocateNow(words: number, kind: string): number {
    const address = this.#recycled.get(kind)?.pop() ?? this.#freeBySize.get(words)?.pop();
    if (address !== undefined) {
      this.words.fill(0, address, address + words);
      this.#mark(address, words, kind);
      return address;
    }
    return this.#allocateAt(this.#top + HEADER, words, kind);
  }

  // `address` is even and past the end of the last block.
  #allocateAt(address: number, words: number, kind: string): number {
    // Even sizes keep every address even: bit 0 of an address is free to be a tag.
    const end = address + words + (words & 1);
    if (end > this.words.length) this.#grow(end);
    this.#mark(address, words, kind);
    this.#top = end;
    return address;
  }

  /**
   * What {@link Memory.free} does when no probe answers.
   *
   * @param address - The block.
   */
  freeNow(address: number): void {
    const words = this.#end(address, "free");
    const list = this.#freeBySize.get(words);
    if (list === undefined) this.#freeBySize.set(words, [address]);
    else list.push(address);
  }

  /** @internal Frees a block whose memory is not used again, so that whoever touches it later is found out. */
  retireNow(address: number): void {
    this.#end(address, "free");
  }

  /**
   * What {@link Memory.recycle} does when no probe answers.
   *
   * @param address - The block.
   */
  recycleNow(address: number): void {
    this.#end(address, "recycle");
    const kind = this.kindOf(address);
    const list = this.#recycled.get(kind);
    if (list === undefined) this.#recycled.set(kind, [address]);
    else list.push(address);
  }

  /**
   * What a block holds or held.
   *
   * @param address - A block of {@link Memory.allocate}.
   */
  kindOf(address: number): string {
    return this.#kinds.get((this.words[address - 1] as number) & KIND) as string;
  }

  /**
   * Whether a block is allocated.
   *
   * @param address - A block of {@link Memory.allocate}.
   */
  isLive(address: number): boolean {
    return ((this.words[address - 1] as number) & LIVE) !== 0;
  }

  /**
   * Every live block, in the order of addresses. Reads the words directly: it is for checks between steps, not
   * for kernel code.
   *
   * @param kind - Only blocks of this kind.
   * @param freed - Whether blocks that were freed are wanted too.
   */
  *blocks(kind?: string, freed = false): Generator<Block> {
    const { words } = this;
    for (const address of this.placed) {
      if (!(freed || this.isLive(address)) || (kind !== undefined && this.kindOf(address) !== kind)) continue;
      yield { address, words: words[address - HEADER] as number, kind: this.kindOf(address) };
    }
    for (let header = FIRST_BLOCK; header < this.#top;) {
      const size = words[header] as number;
      const address = header + HEADER;
      if ((freed || this.isLive(address)) && (kind === undefined || this.kindOf(address) === kind)) {
        yield { address, words: size, kind: this.kindOf(address) };
      }
      header = address + size + (size & 1);
    }
  }

  /** @internal The addresses of the live blocks of one kind: what {@link Memory.blocks} yields, for checks after each step. */
  liveOf(kind: string): number[] {
    const { words, placed } = this;
    const wanted = this.kindNumber(kind) | LIVE;
    const found: number[] = [];
    for (const address of placed) {
      if (((words[address - 1] as number) & (LIVE | KIND)) === wanted) found.push(address);
    }
    for (let header = FIRST_BLOCK; header < this.#top;) {
      const size = words[header] as number;
      if (((words[header + 1] as number) & (LIVE | KIND)) === wanted) found.push(header + HEADER);
      header += HEADER + size + (size & 1);
    }
    return found;
  }

  #mark(address: number, words: number, kind: string): void {
    this.words[address - HEADER] = words;
    this.words[address - 1] = this.kindNumber(kind) | LIVE;
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
    const state = this.words[address - 1] as number;
    if ((state & LIVE) === 0) {
      throw new KernelBug(
        "use after free",
        where,
        `the ${this.kindOf(address)} at ${address} is freed twice`,
      );
    }
    this.words[address - 1] = state & ~LIVE;
    return this.words[address - HEADER] as number;
  }

  /** @internal Makes room for `words` words, for a probe with a heap of its own past the top. */
  reserve(words: number): void {
    if (words > this.words.length) this.#grow(words);
  }

  #grow(words: number): void {
    const grown = new Int32Array(Math.max(words, this.words.length * 2));
    grown.set(this.words);
    this.words = grown;
    if (this.#probe === null) this.hot.words = grown;
  }
}
