/**
 * Which words may be touched, for runs on the kernel's own heap: what KASAN is to the kernel. The search knows the same
 * of the memory that it lays out itself, and says it in the same words.
 */
import type { Kernel, Memory } from "../kernel/index.js";
import { kinds, LIVE } from "../kernel/internal.js";
import { HEADER } from "./heap.js";

/** What is wrong with an access, in words. */
export const faults = {
  null: (address: number) => `address ${address} is read or written: a NULL pointer`,
  nowhere: (address: number) => `address ${address} is read or written: there is no memory`,
  past: (kind: string, block: number) => `the word past the end of the ${kind} at ${block}`,
  freed: (kind: string, block: number) => `the ${kind} at ${block} is touched after it was freed`,
} as const;

/** The blocks of a heap, by every address in them. */
export class Liveness {
  readonly #memory: Memory;
  #blocks: Int32Array;
  readonly #recycled = new Set<number>();
  readonly #ownerKind: number;

  constructor({ memory }: Kernel) {
    this.#memory = memory;
    this.#blocks = new Int32Array(memory.words.length);
    this.#ownerKind = memory.kindNumber(kinds.owner);
    for (const { address, words } of memory.blocks(undefined, true)) this.allocated(address, words);
  }

  /** Notes a block that has just been allocated. */
  allocated(address: number, words: number): void {
    const end = address + words + (words & 1);
    if (end > this.#blocks.length) {
      const grown = new Int32Array(Math.max(end, this.#memory.words.length));
      grown.set(this.#blocks);
      this.#blocks = grown;
    }
    this.#blocks.fill(address, address - HEADER, end);
    this.#recycled.delete(address);
  }

  /** Notes a block whose memory keeps its kind: readers that found it before may still touch it. */
  recycled(address: number): void {
    this.#recycled.add(address);
  }

  /** What is wrong with an access; undefined when nothing is. */
  faultAt(address: number, inReadSection: boolean): string | undefined {
    if (address < HEADER) return faults.null(address);
    const block = this.#blocks[address] ?? 0;
    if (block === 0) return faults.nowhere(address);
    const { words } = this.#memory;
    const state = words[block - 1] as number;
    if ((state & LIVE) !== 0) {
      if (address - block < (words[block - HEADER] as number)) return undefined;
      return faults.past(this.#memory.kindName(state), block);
    }
    if (inReadSection && this.#recycled.has(block)) return undefined;
    // The guards look at a record to see whether it is still theirs; the kernel has no such thing.
    if ((state & (LIVE - 1)) === this.#ownerKind) return undefined;
    return faults.freed(this.#memory.kindName(state), block);
  }
}
