/**
 * What a step of a task comes to, worked out once for each memory and local state of the task. Many states differ in
 * the local states of other tasks only, and a step depends on those in no way but one: who is in a read section.
 *
 * It is a cache: what does not fit is forgotten and worked out again.
 */
import { mix } from "./hash.js";

/** Entries at most: 16 bytes each. */
const MOST = 1 << 22;

/** The steps that are known. */
export class TransitionCache {
  /** The memory that the step which was found last leads to. */
  memory = 0;
  // [memory, task and local state, memory after it, local state after it]; a free entry has the memory -1.
  #entries = new Int32Array(4 << 12).fill(-1);
  #count = 0;

  /** Bytes of its array. */
  get bytes(): number {
    return 4 * this.#entries.length;
  }

  /**
   * Looks a step up.
   *
   * @returns The local state that it leads to, {@link BLOCKED} or {@link UNKNOWN}.
   */
  find(memory: number, task: number, node: number): number {
    const entries = this.#entries;
    const key = (node << 3) | task;
    const at = this.#place(memory, key);
    if (entries[at] !== memory || entries[at + 1] !== key) return UNKNOWN;
    this.memory = entries[at + 2] as number;
    return entries[at + 3] as number;
  }

  /** Notes a step. */
  add(memory: number, task: number, node: number, nextMemory: number, nextNode: number): void {
    if (2 * this.#count >= this.#entries.length >> 2 && this.#entries.length < 4 * MOST) this.#grow();
    this.#put(memory, (node << 3) | task, nextMemory, nextNode);
  }

  #place(memory: number, key: number): number {
    return (mix(memory, key) & ((this.#entries.length >> 2) - 1)) << 2;
  }

  #put(memory: number, key: number, nextMemory: number, nextNode: number): void {
    const entries = this.#entries;
    const at = this.#place(memory, key);
    if (entries[at] === -1) this.#count++;
    entries[at] = memory;
    entries[at + 1] = key;
    entries[at + 2] = nextMemory;
    entries[at + 3] = nextNode;
  }

  #grow(): void {
    const old = this.#entries;
    this.#entries = new Int32Array(4 * old.length).fill(-1);
    this.#count = 0;
    for (let at = 0; at < old.length; at += 4) {
      if (old[at] === -1) continue;
      this.#put(old[at] as number, old[at + 1] as number, old[at + 2] as number, old[at + 3] as number);
    }
  }
}

/** The task cannot go on in this memory. */
export const BLOCKED = -1;

/** Nobody has taken this step, or it was forgotten, or it cannot be told by memory and local state alone. */
export const UNKNOWN = -2;
