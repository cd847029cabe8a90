/**
 * The limit of plain JavaScript on this work: the table of bitmap.c, line by line, with objects for files and words of 32
 * bits. Nothing is checked, shared, limited by a task or released.
 */
import type { DescriptorTable } from "./patterns.js";

/** The name under which it appears. */
export const plainName = "plain JavaScript, two-level bitmap";

interface CountedFile {
  count: number;
}

export class PlainTable implements DescriptorTable {
  readonly #file: CountedFile = { count: 1 };
  readonly #size: number;
  readonly #used: Int32Array;
  readonly #cloexec: Int32Array;
  readonly #full: Int32Array;
  readonly #slots: (CountedFile | undefined)[];
  #hint = 0;

  /** @param size - How many descriptors there may be; rounded up to whole words of full words. */
  constructor(size: number) {
    this.#size = Math.ceil(size / 1024) * 1024;
    this.#used = new Int32Array(this.#size / 32);
    this.#cloexec = new Int32Array(this.#size / 32);
    this.#full = new Int32Array(this.#size / 1024);
    this.#slots = new Array<CountedFile | undefined>(this.#size).fill(undefined);
  }

  #lowestFree(): number {
    const hint = this.#hint;
    if (hint >= this.#size) return this.#size;
    let word = hint >> 5;
    let free = ~(this.#used[word] as number) & (-1 << hint);
    if (free === 0) {
      if (++word >= this.#used.length) return this.#size;
      let group = word >> 5;
      free = ~(this.#full[group] as number) & (-1 << word);
      while (free === 0) {
        if (++group >= this.#full.length) return this.#size;
        free = ~(this.#full[group] as number);
      }
      word = (group << 5) + 31 - Math.clz32(free & -free);
      free = ~(this.#used[word] as number);
    }
    return (word << 5) + 31 - Math.clz32(free & -free);
  }

  open(): number {
    const fd = this.#lowestFree();
    if (fd >= this.#size) return -1;
    const word = fd >> 5;
    const bit = 1 << fd;
    this.#hint = fd + 1;
    if ((this.#used[word]! |= bit) === -1) this.#full[word >> 5]! |= 1 << word;
    this.#cloexec[word]! &= ~bit;
    this.#file.count++;
    this.#slots[fd] = this.#file;
    return fd;
  }

  close(fd: number): void {
    const file = fd < this.#size ? this.#slots[fd] : undefined;
    if (file === undefined) return;
    const word = fd >> 5;
    this.#slots[fd] = undefined;
    this.#used[word]! &= ~(1 << fd);
    this.#full[word >> 5]! &= ~(1 << word);
    if (fd < this.#hint) this.#hint = fd;
    file.count--;
  }
}
