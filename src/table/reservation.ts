/** A reserved number, given back at scope exit unless a file was committed to it; and all those of one table. */
import { errnoNumbers, getUnusedFdFlags, KernelBug, O_CLOEXEC, putUnusedFd } from "../kernel/index.js";
import { isInt } from "../kernel/internal.js";
import type { Move } from "../ownership/index.js";
import type { Family } from "./family.js";

/**
 * A reserved number: nobody else is given it, and to every other call it is not open. Bind it with `using`, do what may fail,
 * commit last; a scope that is left before gives the number back.
 *
 * Mirrors `FileDescriptorReservation` of Rust for Linux (6.13): `get_unused_fd_flags`, `fd_install`, `Drop`.
 *
 * @example
 * ```ts
 * declare function openOnHost(path: string): { readonly path: string };
 *
 * export function open(table: FdTable<{ readonly path: string }>, path: string): number {
 *   using fd: FdReservation<{ readonly path: string }> = table.reserve();
 *   const { number } = fd;
 *   if (number < 0) return number; // -EMFILE
 *   fd.commit(openOnHost(path)); // may throw: then the number is given back
 *   return number;
 * }
 * ```
 *
 * @beta
 */
export class FdReservation<T> implements Disposable {
  /** The reserved number; or a negative error number when none could be reserved, and there is nothing to commit to. */
  readonly number: number;
  /** The flags of the file that is to be installed. */
  readonly #flags: number;
  #owner: Reservations<T> | undefined;

  /** @internal */
  constructor(number: number, flags: number, owner: Reservations<T>) {
    this.number = number;
    this.#flags = flags;
    this.#owner = number < 0 ? undefined : owner;
  }

  /**
   * Opens an object in the reserved number, for every task of the table at once: the last step. It ends the reservation, which
   * is of type `never` from here on. Where nothing was reserved, nothing is opened.
   *
   * @param object - The runtime's object.
   * @throws `KernelBug` of the kind `BUG` when it was committed or given back before.
   */
  commit(this: Move<FdReservation<T>>, object: T): asserts this is never {
    if (this.number < 0) return;
    const owner = this.#owner;
    if (owner === undefined) {
      const what = `${this.number} is not reserved: it was committed or given back`;
      throw new KernelBug("BUG", "commit", what, { descriptor: this.number });
    }
    this.#owner = undefined;
    owner.install(this, object, this.#flags);
  }

  /** Gives the number back, unless it was committed. */
  [Symbol.dispose](): void {
    const owner = this.#owner;
    this.#owner = undefined;
    owner?.giveBack(this);
  }
}

/** The reservations of one table. */
export class Reservations<T> {
  readonly #family: Family<T>;
  readonly #task: number;
  readonly #held = new Set<FdReservation<T>>();

  constructor(family: Family<T>, task: number) {
    this.#family = family;
    this.#task = task;
  }

  /** Whether a number is reserved. */
  get any(): boolean {
    return this.#held.size > 0;
  }

  reserve(flags: number): FdReservation<T> {
    const number = isInt(flags)
      ? getUnusedFdFlags(this.#family.kernel, this.#task, flags & O_CLOEXEC)
      : -errnoNumbers.EINVAL;
    const reservation = new FdReservation<T>(number, flags, this);
    if (number >= 0) {
      this.#held.add(reservation);
      this.#family.reserved++;
    }
    return reservation;
  }

  install(reservation: FdReservation<T>, object: T, flags: number): void {
    this.#end(reservation);
    this.#family.install(this.#task, reservation.number, object, flags);
  }

  giveBack(reservation: FdReservation<T>): void {
    this.#end(reservation);
    putUnusedFd(this.#family.kernel, this.#task, reservation.number);
  }

  #end(reservation: FdReservation<T>): void {
    this.#held.delete(reservation);
    this.#family.reserved--;
  }

  /** The table ends: nobody is left to commit. */
  [Symbol.dispose](): void {
    for (const reservation of this.#held) reservation[Symbol.dispose]();
  }
}
