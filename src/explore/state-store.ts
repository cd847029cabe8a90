/** The states that a search has seen: typed arrays and open addressing, no object per state. */
import { grown } from "./grown.js";
import type { Machine } from "./machine.js";
import { mix } from "./hash.js";

/** The place of words that are not kept. */
const ABSENT = -1;

/**
 * The memories of states, each kept once: many states differ in local states only.
 *
 * Compact, it keeps the words of those memories only that a pending state needs, and of the others their two hashes:
 * two memories with the same hashes are taken to be one.
 */
export class Memories {
  count = 0;
  #hashes = new Int32Array(1024);
  #places = new Float64Array(512);
  #lengths = new Int32Array(512);
  #failures = new Uint8Array(512);
  #words = new Int32Array(1 << 14);
  #used = 0;
  #table = new Int32Array(2048).fill(-1);
  #loaded = -1;
  // Compact: how many pending states need a memory, and places of words that none needs any more, by length.
  #pending = new Int32Array(512);
  readonly #free = new Map<number, number[]>();

  /**
   * @param machine - The machine whose memory it keeps.
   * @param isCompact - Whether memories that no pending state needs are known by their hashes only.
   */
  constructor(
    readonly machine: Machine,
    readonly isCompact = false,
  ) {}

  /**
   * How likely it is at most that two of the memories are different and were taken to be one: as for 64 random bits
   * each.
   */
  get omission(): number {
    return this.isCompact ? (this.count * (this.count - 1)) / 2 / 2 ** 64 : 0;
  }

  /** Bytes of its arrays. */
  get bytes(): number {
    return (
      4 * (this.#hashes.length + this.#lengths.length + this.#words.length + this.#table.length) +
      8 * this.#places.length +
      4 * (this.isCompact ? this.#pending.length : 0) +
      this.#failures.length
    );
  }

  /** The number of the machine's memory; `isNew` says whether it was seen for the first time. */
  intern(): number {
    const { machine } = this;
    const { hash, otherHash } = machine.journal;
    const mask = this.#table.length - 1;
    let slot = mix(hash, otherHash) & mask;
    for (; ; slot = (slot + 1) & mask) {
      const id = this.#table[slot] as number;
      if (id === -1) break;
      if (this.#hashes[2 * id] !== hash || this.#hashes[2 * id + 1] !== otherHash) continue;
      if (this.isCompact || this.#equals(id)) return id;
    }
    return this.#add(slot);
  }

  /** Whether a memory can be loaded. */
  has(id: number): boolean {
    return this.#places[id] !== ABSENT;
  }

  /** A pending state needs a memory; unless that can be loaded, it is the machine's. */
  retain(id: number): void {
    if (!this.isCompact) return;
    if (!this.has(id)) this.#keepWords(id);
    this.#pending[id] = (this.#pending[id] as number) + 1;
  }

  /** A pending state has been dealt with. */
  release(id: number): void {
    if (!this.isCompact) return;
    const left = (this.#pending[id] as number) - 1;
    this.#pending[id] = left;
    if (left > 0) return;
    const length = this.#lengths[id] as number;
    const free = this.#free.get(length);
    if (free === undefined) this.#free.set(length, [this.#places[id] as number]);
    else free.push(this.#places[id] as number);
    this.#places[id] = ABSENT;
    if (this.#loaded === id) this.#loaded = -1;
  }

  /** Puts a memory back into the machine. */
  load(id: number): void {
    if (this.#loaded === id) return;
    const { journal } = this.machine;
    const { words, initial, variables, variableCount } = journal;
    const place = this.#places[id] as number;
    const length = this.#lengths[id] as number;
    for (let index = 0; index < length; index++) {
      words[variables[index] as number] = this.#words[place + index] as number;
    }
    // Words that became variable later were still what they had been at the beginning.
    for (let index = length; index < variableCount; index++) {
      const address = variables[index] as number;
      words[address] = initial[address] as number;
    }
    journal.hash = this.#hashes[2 * id] as number;
    journal.otherHash = this.#hashes[2 * id + 1] as number;
    this.#loaded = id;
  }

  /** Says that the machine's memory is no longer the one that was loaded. */
  forget(): void {
    this.#loaded = -1;
  }

  /** How many failures the run to a memory has taken. */
  failuresIn(id: number): number {
    return this.#failures[id] as number;
  }

  /** The first of the two hashes of a memory. */
  hashOf(id: number): number {
    return this.#hashes[2 * id] as number;
  }

  /** The second of the two hashes of a memory. */
  otherHashOf(id: number): number {
    return this.#hashes[2 * id + 1] as number;
  }

  #equals(id: number): boolean {
    const { words, initial, variables, variableCount } = this.machine.journal;
    const place = this.#places[id] as number;
    const length = this.#lengths[id] as number;
    for (let index = 0; index < length; index++) {
      if (words[variables[index] as number] !== this.#words[place + index]) return false;
    }
    for (let index = length; index < variableCount; index++) {
      const address = variables[index] as number;
      if (words[address] !== initial[address]) return false;
    }
    return true;
  }

  #add(slot: number): number {
    const { machine } = this;
    const id = this.count++;
    if (id === this.#places.length) {
      this.#hashes = grown(this.#hashes, 4 * id);
      this.#places = grown(this.#places, 2 * id);
      this.#lengths = grown(this.#lengths, 2 * id);
      this.#failures = grown(this.#failures, 2 * id);
      if (this.isCompact) this.#pending = grown(this.#pending, 2 * id);
    }
    this.#failures[id] = machine.faults.sizeOf(machine.failuresMark);
    if (this.isCompact) this.#places[id] = ABSENT;
    else this.#keepWords(id);
    this.#hashes[2 * id] = machine.journal.hash;
    this.#hashes[2 * id + 1] = machine.journal.otherHash;
    this.#table[slot] = id;
    if (this.count * 2 > this.#table.length) this.#rehash();
    return id;
  }

  #keepWords(id: number): void {
    const { variableCount, variables, words } = this.machine.journal;
    let place = this.#free.get(variableCount)?.pop();
    if (place === undefined) {
      place = this.#used;
      this.#used += variableCount;
      if (this.#used > this.#words.length) {
        this.#words = grown(this.#words, 2 * this.#words.length + variableCount);
      }
    }
    this.#places[id] = place;
    this.#lengths[id] = variableCount;
    for (let index = 0; index < variableCount; index++) {
      this.#words[place + index] = words[variables[index] as number] as number;
    }
  }

  #rehash(): void {
    const table = new Int32Array(this.#table.length * 2).fill(-1);
    const mask = table.length - 1;
    for (let id = 0; id < this.count; id++) {
      let slot = mix(this.#hashes[2 * id] as number, this.#hashes[2 * id + 1] as number) & mask;
      while (table[slot] !== -1) slot = (slot + 1) & mask;
      table[slot] = id;
    }
    this.#table = table;
  }
}

/** What adding a state comes to that is there. */
export const KNOWN = -1;
/** What adding a state comes to that is one too many. */
export const FULL = -2;

/** The states: a memory and the local state of each task, with the way that each was first reached. */
export class States {
  count = 0;
  readonly #tasks: number;
  readonly #stride: number;
  // [memory, node of each task, parent, task of the step, depth]
  #rows: Int32Array;
  #table = new Int32Array(2048).fill(-1);

  /**
   * @param tasks - How many tasks a state has.
   * @param most - How many states may be kept.
   */
  constructor(
    tasks: number,
    readonly most: number,
  ) {
    this.#tasks = tasks;
    this.#stride = tasks + 4;
    this.#rows = new Int32Array(this.#stride * 1024);
  }

  /** Bytes of its arrays. */
  get bytes(): number {
    return 4 * (this.#rows.length + this.#table.length);
  }

  /** Adds a state; its number, {@link KNOWN} when it was there, or {@link FULL} when it is one too many. */
  add(memory: number, nodes: Int32Array, parent: number, task: number): number {
    const tasks = this.#tasks;
    const stride = this.#stride;
    let rows = this.#rows;
    const mask = this.#table.length - 1;
    let hash = memory;
    for (let index = 0; index < tasks; index++) hash = mix(hash, nodes[index] as number);
    let slot = hash & mask;
    search: for (; ; slot = (slot + 1) & mask) {
      const state = this.#table[slot] as number;
      if (state === -1) break;
      const row = state * stride;
      if (rows[row] !== memory) continue;
      for (let index = 0; index < tasks; index++) if (rows[row + 1 + index] !== nodes[index]) continue search;
      return KNOWN;
    }
    if (this.count >= this.most) return FULL;
    const state = this.count++;
    const row = state * stride;
    if (row + stride > rows.length) this.#rows = rows = grown(rows);
    rows[row] = memory;
    for (let index = 0; index < tasks; index++) rows[row + 1 + index] = nodes[index] as number;
    rows[row + tasks + 1] = parent;
    rows[row + tasks + 2] = task;
    rows[row + tasks + 3] = parent < 0 ? 0 : this.depthOf(parent) + 1;
    this.#table[slot] = state;
    if (this.count * 2 > this.#table.length) this.#rehash();
    return state;
  }

  /** The memory of a state. */
  memoryOf(state: number): number {
    return this.#rows[state * this.#stride] as number;
  }

  /** Writes the local states of a state into an array. */
  nodesOf(state: number, nodes: Int32Array): void {
    const row = state * this.#stride + 1;
    for (let index = 0; index < this.#tasks; index++) nodes[index] = this.#rows[row + index] as number;
  }

  /** The state from which a state was first reached; -1 for the first one. */
  parentOf(state: number): number {
    return this.#rows[state * this.#stride + this.#tasks + 1] as number;
  }

  /** The task whose step reached a state first. */
  taskOf(state: number): number {
    return this.#rows[state * this.#stride + this.#tasks + 2] as number;
  }

  /** How many steps lead to a state, on the way that was found first. */
  depthOf(state: number): number {
    return this.#rows[state * this.#stride + this.#tasks + 3] as number;
  }

  #rehash(): void {
    const table = new Int32Array(this.#table.length * 2).fill(-1);
    const mask = table.length - 1;
    for (let state = 0; state < this.count; state++) {
      const row = state * this.#stride;
      let hash = this.#rows[row] as number;
      for (let index = 0; index < this.#tasks; index++)
        hash = mix(hash, this.#rows[row + 1 + index] as number);
      let slot = hash & mask;
      while (table[slot] !== -1) slot = (slot + 1) & mask;
      table[slot] = state;
    }
    this.#table = table;
  }
}

/** What was decided on the step to each state. */
export class Choices {
  /** By state, where its entry begins: how many decisions, how many pairs follow, and which way each took; 0 for none. */
  #places = new Int32Array(0);
  #entries = new Int32Array(256);
  #used = 1;

  /** Bytes of its arrays. */
  get bytes(): number {
    return 4 * (this.#places.length + this.#entries.length);
  }

  /** Notes the choices of a step. */
  set(state: number, choices: readonly number[]): void {
    const pairs = choices.flatMap((choice, decision) => (choice === 0 ? [] : [decision, choice]));
    if (pairs.length === 0) return;
    const entry = [choices.length, pairs.length, ...pairs];
    if (state >= this.#places.length) this.#places = grown(this.#places, 2 * state + 256);
    if (this.#used + entry.length > this.#entries.length)
      this.#entries = grown(this.#entries, 2 * this.#entries.length + entry.length);
    this.#entries.set(entry, this.#used);
    this.#places[state] = this.#used;
    this.#used += entry.length;
  }

  /** The choices on the step to a state; none where each was the first way. */
  of(state: number): readonly number[] {
    const place = this.#places[state] ?? 0;
    if (place === 0) return [];
    const choices = new Array<number>(this.#entries[place] as number).fill(0);
    const end = place + 2 + (this.#entries[place + 1] as number);
    for (let at = place + 2; at < end; at += 2)
      choices[this.#entries[at] as number] = this.#entries[at + 1] as number;
    return choices;
  }
}
