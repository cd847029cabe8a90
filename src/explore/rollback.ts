/** Lets a scenario's own checks call the kernel: whatever they do there is rolled back, for other runs go on from there. */
import type { CallObserver, Kernel, Op as AnyOp } from "../kernel/index.js";
import { Op, HEADER, LIVE } from "../kernel/internal.js";
import { ExploreError } from "./explore-error.js";
import { DirectProbe } from "./probe.js";

/** How many words a check may allocate, past all others: who lays memory out leaves them free there. */
export const CHECK_WORDS = 4096;

/**
 * Runs a check, and puts memory back.
 *
 * @returns What the check returns.
 * @throws Whatever the check throws.
 * @throws {@link ExploreError} `memory` when it allocates more than {@link CHECK_WORDS}.
 */
export function rolledBack(kernel: Kernel, check: () => unknown): unknown {
  const { memory, inFlight, current } = kernel;
  const { probe } = memory;
  // A machine has left them free at the end; the kernel's own heap may have grown up to there.
  if (memory.raw.length < memory.top + CHECK_WORDS) memory.reserve(memory.top + CHECK_WORDS);
  const rollback = new RollbackProbe(kernel);
  memory.probe = rollback;
  try {
    return check();
  } finally {
    rollback.rollBack();
    memory.probe = probe;
    kernel.inFlight = inFlight;
    kernel.current = current;
  }
}

/** Calls of the binding are not watched, and nobody reads where they were made. */
const UNWATCHED: CallObserver = { enter() {}, leave() {}, unwinding: false, quiet: true };

class RollbackProbe extends DirectProbe {
  readonly #addresses: number[] = [];
  readonly #values: number[] = [];
  readonly #scratch: number;
  #next: number;

  constructor(kernel: Kernel) {
    super(kernel);
    this.#next = this.#scratch = this.memory.raw.length - CHECK_WORDS;
  }

  override get calls(): CallObserver {
    return UNWATCHED;
  }

  override perform(op: AnyOp, first: number, second: number, third: number): number {
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the others are performed as they are
    switch (op) {
      // Nobody else runs while a check looks, and so it needs no lock.
      case Op.lock:
      case Op.unlock:
        return 0;
      case Op.allocate:
        return this.#allocate(first, second);
      case Op.choose:
        this.memory.whenUnasked?.(this.memory.choiceLabel(second));
        return 0;
      case Op.free:
      case Op.freeAfterGracePeriod:
      case Op.recycle:
        return this.perform(Op.store, first - 1, (this.memory.raw[first - 1] as number) & ~LIVE, 0);
      case Op.store:
      case Op.add:
      case Op.incrementNotZero:
      case Op.exchange:
      case Op.compareExchange:
        this.#addresses.push(first);
        this.#values.push(this.memory.raw[first] as number);
        return super.perform(op, first, second, third);
      default:
        return super.perform(op, first, second, third);
    }
  }

  #allocate(words: number, kind: number): number {
    const address = this.#next + HEADER;
    this.#next = address + words + (words & 1);
    const { raw } = this.memory;
    if (this.#next > raw.length) {
      throw new ExploreError("memory", `A check may allocate ${CHECK_WORDS} words, and this one needs more.`);
    }
    raw[address - HEADER] = words;
    raw[address - 1] = kind | LIVE;
    return address;
  }

  rollBack(): void {
    const { raw } = this.memory;
    for (let index = this.#addresses.length - 1; index >= 0; index--) {
      raw[this.#addresses[index] as number] = this.#values[index] as number;
    }
    raw.fill(0, this.#scratch, this.#next);
  }
}
