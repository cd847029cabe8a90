/** Lets a scenario's own checks call the kernel: whatever they do there is undone, for other runs go on from there. */
import type { AtomicOperation, Kernel } from "../kernel/index.js";
import { LIVE } from "../kernel/internal.js";
import { ExploreError } from "./explore-error.js";
import { HEADER } from "./heap.js";
import { DirectProbe } from "./probe.js";

/** How many words a check may allocate, past all others: who lays memory out leaves them free there. */
export const CHECK_WORDS = 4096;

/**
 * Runs a check, and puts memory back.
 *
 * @throws Whatever the check throws.
 * @throws {@link ExploreError} `memory` when it allocates more than {@link CHECK_WORDS}.
 */
export function undone(kernel: Kernel, check: () => void): void {
  const { memory, current } = kernel;
  const { probe } = memory;
  // A machine has left them free at the end; the kernel's own heap may have grown up to there.
  if (memory.words.length < memory.top + CHECK_WORDS) memory.reserve(memory.top + CHECK_WORDS);
  const undo = new UndoingProbe(kernel);
  memory.probe = undo;
  try {
    check();
  } finally {
    undo.undo();
    memory.probe = probe;
    kernel.current = current;
  }
}

class UndoingProbe extends DirectProbe {
  override get quiet(): boolean {
    return true;
  }
  readonly #addresses: number[] = [];
  readonly #values: number[] = [];
  readonly #scratch: number;
  #next: number;

  constructor(kernel: Kernel) {
    super(kernel);
    this.#next = this.#scratch = this.memory.words.length - CHECK_WORDS;
  }

  override store(address: number, value: number): void {
    this.#note(address);
    super.store(address, value);
  }

  override atomic(operation: AtomicOperation, address: number, first: number, second: number): number {
    this.#note(address);
    return super.atomic(operation, address, first, second);
  }

  /** Nobody else runs while a check looks, whoever holds the lock. */
  override lock(): void {}

  override unlock(): void {}

  override allocate(words: number, kind: string): number {
    const address = this.#next + HEADER;
    this.#next = address + words + (words & 1);
    if (this.#next > this.memory.words.length) {
      throw new ExploreError("memory", `A check may allocate ${CHECK_WORDS} words, and this one needs more.`);
    }
    this.memory.words[address - HEADER] = words;
    this.memory.words[address - 1] = this.memory.kindNumber(kind) | LIVE;
    return address;
  }

  override free(address: number): void {
    this.store(address - 1, this.load(address - 1) & ~LIVE);
  }

  override freeAfterGracePeriod(address: number): void {
    this.free(address);
  }

  override recycle(address: number): void {
    this.free(address);
  }

  undo(): void {
    const { words } = this.memory;
    for (let index = this.#addresses.length - 1; index >= 0; index--) {
      words[this.#addresses[index] as number] = this.#values[index] as number;
    }
    words.fill(0, this.#scratch, this.#next);
  }

  #note(address: number): void {
    this.#addresses.push(address);
    this.#values.push(this.memory.words[address] as number);
  }
}
