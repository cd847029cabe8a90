/** RCU on a machine: grace periods, and blocks that are freed when their readers have left. */
import { LIVE } from "../kernel/internal.js";
import { READERS, readersIn, WAITING, type Heap } from "./heap.js";
import type { Journal } from "./journal.js";

/** In the word of a grace period: one has begun. */
export const STARTED = 1 << 30;

/** Which readers each grace period and each block waits for, in words. */
export class Rcu {
  /** Blocks that ever waited for readers. */
  readonly waiting: number[] = [];

  /**
   * @param base - Its words: how many blocks wait for readers, and for each task the readers that it waits for.
   */
  constructor(
    readonly journal: Journal,
    readonly heap: Heap,
    readonly tasks: number,
    readonly base: number,
  ) {}

  /** How many words it needs. */
  static words(tasks: number): number {
    return 1 + tasks;
  }

  #grace(task: number): number {
    return this.base + 1 + task;
  }

  /** Whether a task that waits for readers may go on. */
  isOver(task: number): boolean {
    return ((this.journal.words[this.#grace(task)] as number) & (STARTED - 1)) === 0;
  }

  /**
   * A grace period of a task begins or ends. It waits for the readers that it finds; sections that begin later do not
   * matter to it.
   *
   * @param readers - Asked who reads, when it begins.
   * @returns Whether it is over.
   */
  synchronize(task: number, readers: () => number): boolean {
    const word = this.#grace(task);
    if (this.journal.words[word] !== 0) {
      this.journal.write(word, 0);
      return true;
    }
    const mask = readers();
    if (mask === 0) return true;
    this.journal.write(word, mask | STARTED);
    return false;
  }

  /** Frees a block when those have left who read now. */
  freeAfter(block: number, readers: number): void {
    if (readers === 0) return this.heap.free(block);
    this.journal.write(block - 1, this.heap.stateOf(block) | WAITING | (readers << READERS));
    this.journal.write(this.base, (this.journal.words[this.base] as number) + 1);
    if (!this.waiting.includes(block)) this.waiting.push(block);
  }

  /** The blocks that wait for a reader, among others. */
  *waitingFor(task: number): Generator<number> {
    if (this.journal.words[this.base] === 0) return;
    for (const block of this.waiting) {
      const state = this.heap.stateOf(block);
      if ((state & WAITING) !== 0 && (state & (1 << (READERS + task))) !== 0) yield block;
    }
  }

  /** A task has left its outermost read section. */
  leave(task: number): void {
    const { words } = this.journal;
    for (let other = 0; other < this.tasks; other++) {
      const word = this.#grace(other);
      if (words[word] !== 0) this.journal.write(word, (words[word] as number) & ~(1 << task));
    }
    for (const block of this.waitingFor(task)) {
      const left = this.heap.stateOf(block) & ~(1 << (READERS + task));
      if (readersIn(left) !== 0) {
        this.journal.write(block - 1, left);
        continue;
      }
      this.journal.write(this.base, (words[this.base] as number) - 1);
      this.journal.write(block - 1, left & ~WAITING & (LIVE | (LIVE - 1)));
      this.heap.free(block);
    }
  }
}
