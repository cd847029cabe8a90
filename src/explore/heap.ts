/**
 * The heap of a machine. Each task has arenas, one for each size of cells; so a new block's address is a function of
 * what its task has allocated so far, whatever others do, and the block of an address is found by arithmetic. Freed
 * memory is not used again, so that a use after free is always seen; but for memory that keeps its kind, and for all of
 * it where reuse is asked for: that goes to the next that allocates as much, the lowest address first.
 */
import type { Kernel } from "../kernel/index.js";
import { HEADER, LIVE } from "../kernel/internal.js";
import { ExploreError } from "./explore-error.js";
import type { Journal } from "./journal.js";
import { CHECK_WORDS } from "./rollback.js";

export const KIND = LIVE - 1;

// Block states besides LIVE. A block that waits for readers is live, and has their bits.
export const RECYCLED = 1 << 17;
export const WAITING = 1 << 18;
/** The eight bits from here on: which readers a block waits for. */
export const READERS = 20;
/** The three bits from here on: of a block that was given again, its task, by what differs from the task of its arena. */
const MAKER = 28;
const FREED = 1 << 19;

/** Which readers the state of a block says that it waits for, as a mask. */
export function readersIn(state: number): number {
  return (state >>> READERS) & ((1 << (MAKER - READERS)) - 1);
}

/** Arenas grow by chunks of words; the largest cell is a chunk. */
const CHUNK_SHIFT = 12;
const CHUNK = 1 << CHUNK_SHIFT;
const SMALLEST = 4;
/** How many sizes of cells there are: powers of two. */
export const CLASSES = CHUNK_SHIFT - SMALLEST + 1;
/** How far memory may grow. */
const MOST_WORDS = 1 << 25;

/** The number of the smallest class with room for a block; {@link CLASSES} when none has. */
export function classFor(words: number): number {
  let size = 0;
  while (size < CLASSES && 1 << (size + SMALLEST) < words + HEADER) size++;
  return size;
}

/** The blocks that set-up left, and those that tasks allocate. */
export class Heap {
  /** Blocks that were ever given back to be used again, lowest first. */
  readonly reusable: number[] = [];
  readonly #counters: number;
  readonly #arenas: number;
  readonly #tasks: number;
  // The header of the block that an address is in, for what set-up allocated.
  readonly #headers: Int32Array;
  // log2 of the cells of each chunk, which repeat.
  readonly #shifts: Uint8Array;
  readonly #placed = new Set<number>();

  /**
   * @param counters - Where {@link Heap.counters} words are kept that say how many cells have been used.
   * @param onGrow - Called when memory has grown.
   */
  constructor(
    readonly kernel: Kernel,
    readonly journal: Journal,
    readonly names: readonly string[],
    counters: number,
    arenas: number,
    readonly reuse: boolean,
    readonly onGrow: () => void,
  ) {
    const { memory } = kernel;
    this.#tasks = names.length;
    this.#counters = counters;
    this.#arenas = arenas;
    this.#headers = new Int32Array(memory.top);
    memory.placed.length = 0;
    this.#shifts = Uint8Array.from(
      { length: CLASSES * this.#tasks },
      (_, chunk) => Math.floor(chunk / this.#tasks) + SMALLEST,
    );
    const { words } = journal;
    for (let header = 2; header < memory.top;) {
      const size = words[header] as number;
      this.#headers.fill(header, header, header + HEADER + size);
      header += HEADER + size + (size & 1);
    }
  }

  /** How many words say how many cells have been used. */
  static counters(tasks: number): number {
    return tasks * CLASSES;
  }

  /** How many words the first arenas take. */
  static firstRound(tasks: number): number {
    return tasks * CLASSES * CHUNK;
  }

  /** The number of a block's word that says how many cells of its size a task has used; for exports. */
  counterOf(task: number, size: number): number {
    return this.#counters + task * CLASSES + size;
  }

  /** The header of the block that an address would be in; 0 where there is no memory. */
  headerOf(address: number): number {
    if (address < this.#headers.length) return address < 0 ? 0 : (this.#headers[address] as number);
    const offset = address - this.#arenas;
    if (offset < 0 || address >= this.journal.size) return 0;
    const round = (offset >> CHUNK_SHIFT) % (CLASSES * this.#tasks);
    return address & -(1 << (this.#shifts[round] as number));
  }

  /** Which word of which kind of block an address is, for blocks that tasks allocate; -1 for others. */
  fieldOf(address: number): number {
    if (address < this.#arenas || address >= this.journal.size) return -1;
    const header = this.headerOf(address);
    const field = address - header - HEADER;
    return field >= 0 && field < FIELDS
      ? ((this.journal.words[header + 1] as number) & KIND) * FIELDS + field
      : -1;
  }

  /** Whether an address is that of a block, live or not. */
  isBlock(address: number): boolean {
    const header = this.headerOf(address);
    return header !== 0 && header + HEADER === address && this.journal.words[header] !== 0;
  }

  /** What a block is, with its state: what the word before it says. */
  stateOf(address: number): number {
    return this.journal.words[address - 1] as number;
  }

  isLive(address: number): boolean {
    return (this.stateOf(address) & LIVE) !== 0;
  }

  /** Whether a block can be freed: it is live, and nobody has freed it for when its readers are gone. */
  isFreeable(address: number): boolean {
    return (this.stateOf(address) & (LIVE | WAITING)) === LIVE;
  }

  /** How many words a block has. */
  sizeOf(address: number): number {
    return this.journal.words[address - HEADER] as number;
  }

  /** Which list of used memory an allocation looks through, and freeing adds to; -1 for none. */
  listOf(kind: number): number {
    return this.reuse ? KIND + 1 : kind;
  }

  /** The block that an allocation would be given again; 0 for none. */
  again(task: number, words: number, kind: number): number {
    for (const address of this.reusable) {
      const state = this.stateOf(address);
      if (this.sizeOf(address) !== words) continue;
      if (state === (kind | RECYCLED) || (state & FREED) !== 0) return address;
    }
    return 0;
  }

  /** Whether a block is in a task's own arenas. */
  isOf(task: number, address: number): boolean {
    return address >= this.#arenas && this.#arenaOf(address) === task;
  }

  /** The live blocks that tasks have allocated, each with its task. */
  liveOfTasks(): { readonly address: number; readonly task: number }[] {
    return this.kernel.memory.placed
      .filter((address) => this.isLive(address))
      .map((address) => ({ address, task: this.#arenaOf(address) ^ (this.stateOf(address) >>> MAKER) }));
  }

  /** Whose arenas a block of a task is in. */
  #arenaOf(address: number): number {
    return ((address - this.#arenas) >> CHUNK_SHIFT) % this.#tasks;
  }

  /** What the word before a block says, without what only a run's end asks for: who allocated it. For exports. */
  static withoutMaker(state: number): number {
    return state & ((1 << MAKER) - 1);
  }

  /** Allocates; the words of a block that is used again are not zero yet. */
  allocate(task: number, words: number, kind: number, again: number): number {
    if (again !== 0) {
      const maker = again < this.#arenas ? 0 : this.#arenaOf(again) ^ task;
      this.journal.write(again - 1, kind | LIVE | (maker << MAKER));
      return again;
    }
    const address = this.#place(task, words, kind);
    this.journal.write(address - HEADER, words);
    this.journal.write(address - 1, kind | LIVE);
    if (!this.#placed.has(address)) {
      this.#placed.add(address);
      insert(this.kernel.memory.placed, address);
    }
    return address;
  }

  #place(task: number, words: number, kind: number): number {
    const size = classFor(words);
    if (size === CLASSES) this.#refuse(task, words, kind);
    const counter = this.counterOf(task, size);
    const used = this.journal.words[counter] as number;
    const perChunk = CHUNK_SHIFT - size - SMALLEST;
    const chunk = ((used >> perChunk) * CLASSES + size) * this.#tasks + task;
    const cell = used & ((1 << perChunk) - 1);
    const header = this.#arenas + chunk * CHUNK + (cell << (size + SMALLEST));
    if (header + CHUNK > this.journal.size) this.#grow(task, header + CHUNK, words, kind);
    this.journal.write(counter, used + 1);
    return header + HEADER;
  }

  /** Which of its task's cells of its size a block is, from 0; for exports. */
  cellNumber(words: number, address: number): number {
    const size = classFor(words);
    const offset = address - HEADER - this.#arenas;
    const chunk = Math.floor((offset >> CHUNK_SHIFT) / (CLASSES * this.#tasks));
    return (chunk << (CHUNK_SHIFT - size - SMALLEST)) + ((offset & (CHUNK - 1)) >> (size + SMALLEST));
  }

  #grow(task: number, least: number, words: number, kind: number): void {
    if (least > MOST_WORDS) this.#refuse(task, words, kind);
    const round = CLASSES * this.#tasks * CHUNK;
    const size = this.#arenas + Math.ceil((least - this.#arenas) / round) * round;
    const { memory } = this.kernel;
    memory.reserve(size + CHECK_WORDS);
    this.journal.grow(memory.raw, size);
    this.onGrow();
  }

  #refuse(task: number, words: number, kind: number): never {
    throw new ExploreError(
      "memory",
      `The task "${this.names[task]}" allocates more than the explorer's arenas hold ` +
        `(${words} words of ${this.kernel.memory.kindName(kind)}). ` +
        "Make the scenario smaller: a small bitsPerLong makes small tables.",
    );
  }

  /** Ends a block's life. */
  free(address: number): void {
    this.journal.write(address - 1, (this.stateOf(address) & KIND) | (this.reuse ? FREED : 0));
    if (this.reuse) this.#noteReusable(address);
  }

  /** Ends a block's life; its memory keeps its kind. */
  recycle(address: number): void {
    this.journal.write(address - 1, (this.stateOf(address) & KIND) | RECYCLED);
    this.#noteReusable(address);
  }

  #noteReusable(address: number): void {
    if (this.reusable.includes(address)) return;
    insert(this.reusable, address);
  }
}

/** Adds an address where its place is. */
function insert(addresses: number[], address: number): void {
  let at = addresses.length;
  while (at > 0 && (addresses[at - 1] as number) > address) at--;
  addresses.splice(at, 0, address);
}

/** Words of a block that are told apart where all blocks of a kind are taken to be used alike. */
const FIELDS = 32;
