/** What a call made for a task and no `using` has bound yet. */
import { GuardError, type TaskRef } from "../binding/index.js";
import type { Kernel } from "../kernel/index.js";

/**
 * Holds the newest of each task until it is bound. Rebuilt by every run of the code that makes them: the state itself is in
 * memory.
 */
export class Unbound<T> {
  readonly #ofKernels = new WeakMap<Kernel, Map<number, T>>();

  /** Notes what the task is to bind. */
  put({ kernel, address }: TaskRef, made: T): void {
    let tasks = this.#ofKernels.get(kernel);
    if (tasks === undefined) this.#ofKernels.set(kernel, (tasks = new Map<number, T>()));
    tasks.set(address, made);
  }

  /**
   * Hands it over, once.
   *
   * @param what - What was read, and what did not wait, for the error.
   * @param instead - What to do instead.
   * @throws GuardError `no-reservation` when there is none.
   */
  take({ kernel, address }: TaskRef, what: string, instead: string): T {
    const tasks = this.#ofKernels.get(kernel);
    const made = tasks?.get(address);
    tasks?.delete(address);
    if (made !== undefined) return made;
    throw new GuardError("no-reservation", what, instead);
  }
}
