/** The probe that does what no probe would do; others change one thing about it. */
import type { CallObserver, Kernel, Memory, Op, Probe } from "../kernel/index.js";

/**
 * Performs every access on the words. A base for probes that count, fail or record.
 *
 * @public
 */
export class DirectProbe implements Probe {
  /** The memory that it is attached to. */
  protected readonly memory: Memory;

  /**
   * @param kernel - The kernel whose memory it will watch; attach it with `kernel.memory.probe = ...`.
   */
  constructor(kernel: Kernel) {
    this.memory = kernel.memory;
  }

  /** Performs the access. Tasks run one after the other: what would have to wait is a deadlock. */
  perform(op: Op, first: number, second: number, third: number): number {
    return this.memory.performNow(op, first, second, third);
  }

  /** Nobody watches the calls of the binding. */
  get calls(): CallObserver | undefined {
    return undefined;
  }
}
