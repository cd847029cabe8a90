/** The token for several descriptors: reserved together, committed together or as a prefix, rolled back together. */
import { fdInstall, getUnusedFdFlags, putUnusedFd, type Kernel } from "../kernel/index.js";
import { claim, disown, isOpen, ownedBy, OwnerState, toInt, type Owned } from "../kernel/internal.js";
import type { Move, NotThreadSafe } from "../ownership/index.js";
import { call, neverRuns } from "./call.js";
import { Errno } from "./errno.js";
import type { FileRef } from "./file.js";
import { GuardError } from "./guard.js";
import { assertCommits, assertOwner, assertRuns, HAND_ON, noteReservation } from "./reservation.js";
import type { ReservingSeveral, Task, TaskRef } from "./task.js";

/**
 * As many values as the number says, when the compiler knows it; any number of them otherwise.
 *
 * @public
 */
export type FixedArray<T, N extends number, Known extends readonly T[] = readonly []> = number extends N
  ? readonly T[]
  : Known["length"] extends N
    ? Known
    : FixedArray<T, N, readonly [...Known, T]>;

/**
 * Several reserved descriptors, whose numbers are known and name no file yet. Bind them with `using`; they end
 * together, in one of three ways: {@link FileDescriptorReservations.commit} publishes a file in each,
 * {@link FileDescriptorReservations.commitPrefix} in the first ones and gives the others back, and scope exit gives
 * all back, the newest first.
 *
 * Linux has no form for more than one descriptor: `do_pipe2`, `__sys_socketpair`, `scm_detach_fds` and
 * `binder_apply_fd_fixups` each undo by hand what they have of several (Linux 6.x). This is what such a form has to do.
 *
 * @example
 * ```ts
 * function pipe(current: Task): readonly [number, number] {
 *   FileDescriptorReservations.getUnusedFds(current, 2, OpenFlags.O_CLOEXEC);
 *   using fds: FileDescriptorReservations<2> = current.reservations;
 *   const numbers = fds.reservedFds();
 *   fds.commit([FileRef.anonInodeGetfile(current), FileRef.anonInodeGetfile(current)]);
 *   return numbers;
 * }
 * ```
 *
 * @public
 */
export class FileDescriptorReservations<N extends number = number> implements Disposable, NotThreadSafe {
  /** Type-level only: they belong to the thread that made them. */
  declare readonly notThreadSafe: NotThreadSafe["notThreadSafe"];
  readonly #kernel: Kernel;
  readonly #task: number;
  readonly #reserved: readonly Owned[];
  readonly #madeAt: string | undefined;

  private constructor(kernel: Kernel, task: number, reserved: readonly Owned[]) {
    this.#kernel = kernel;
    this.#task = task;
    this.#reserved = reserved;
    this.#madeAt = reserved[0]?.madeAt;
  }

  /**
   * Reserves the lowest free descriptors of the running task, all or none. The token is then in
   * `current.reservations`, and until the end of the function the types refuse to unshare, as after
   * {@link FileDescriptorReservation.getUnusedFdFlags}.
   *
   * @param current - The task that runs.
   * @param count - How many, 1 or more; a literal lets the compiler count the files of the commit.
   * @param flags - O_CLOEXEC or 0, for all.
   * @throws {@link Errno} EMFILE or ENOMEM: then none is reserved.
   * @throws {@link GuardError} `no-syscall` outside a syscall frame, `foreign-task` for a task that does not run,
   * `wrong-count` when the count is below 1.
   */
  static getUnusedFds<N extends number>(
    current: Task,
    count: N,
    flags: number,
  ): asserts current is Task & ReservingSeveral<N> {
    const number = toInt("getUnusedFds", "count", count);
    reserve(current, number, number, toInt("getUnusedFds", "flags", flags));
  }

  /**
   * Reserves as many as there are, up to a number: for calls that keep the prefix that fits, as `scm_detach_fds`
   * does. How many there are, `reservedFds().length` says.
   *
   * @param current - The task that runs.
   * @param most - How many at most, 1 or more.
   * @param flags - O_CLOEXEC or 0, for all.
   * @throws {@link Errno} EMFILE or ENOMEM, when there is not even one.
   * @throws {@link GuardError} as getUnusedFds.
   */
  static getUnusedFdsUpTo(
    current: Task,
    most: number,
    flags: number,
  ): asserts current is Task & ReservingSeveral {
    reserve(current, 1, toInt("getUnusedFdsUpTo", "most", most), toInt("getUnusedFdsUpTo", "flags", flags));
  }

  /** @internal The token of the newest reservations that were made together and are unclaimed. */
  static claim({ kernel, address }: TaskRef): FileDescriptorReservations {
    const reserved: Owned[] = [];
    for (const owned of ownedBy(kernel, address)) {
      const { state } = owned;
      if (state !== OwnerState.unclaimedFirst && state !== OwnerState.unclaimedNext) continue;
      claim(kernel, owned);
      reserved.unshift(owned);
      if (state === OwnerState.unclaimedFirst)
        return new FileDescriptorReservations(kernel, address, reserved);
    }
    throw new GuardError(
      "no-reservation",
      "current.reservations was read and no reservations wait to be bound",
      "Reserve first, then bind them once: using fds: FileDescriptorReservations<2> = current.reservations.",
    );
  }

  /**
   * The reserved numbers, in the order in which they were reserved. User space may be told of them before the commit;
   * until then they answer EBADF.
   *
   * @throws {@link GuardError} `use-after-move` after the commit or scope exit, `foreign-task` in another task.
   */
  reservedFds(): FixedArray<number, N> {
    this.#assertLive("read");
    assertOwner(this.#kernel, this.#task, `${this.#subject()} were read`, HAND_ON, this.#madeAt);
    return this.#numbers() as readonly number[] as FixedArray<number, N>;
  }

  /**
   * Publishes a file in each, in the order of the numbers, and consumes all. Cannot fail, so it must be the last step.
   * It is no transaction: another thread may use the first before the last is there.
   *
   * @param files - As many files as there are numbers; consumed.
   * @throws {@link GuardError} `wrong-count`, `use-after-move`, `foreign-task` or `no-table`; then none is published.
   */
  commit(
    this: Move<FileDescriptorReservations<N>>,
    files: Move<FixedArray<FileRef, N>>,
  ): asserts this is never {
    this.#publish("commit", files, this.#reserved.length);
  }

  /**
   * Publishes files in the first of the numbers and gives the others back, the newest first. Consumes all.
   *
   * @param files - At most as many files as there are numbers; consumed.
   * @throws {@link GuardError} as commit.
   */
  commitPrefix(
    this: Move<FileDescriptorReservations<N>>,
    files: Move<readonly FileRef[]>,
  ): asserts this is never {
    this.#publish("commitPrefix", files, 0);
  }

  /** Gives the numbers back, the newest first, unless they were committed. */
  [Symbol.dispose](): void {
    const kernel = this.#kernel;
    if (neverRuns(kernel, this.#task) || !this.#isLive()) return;
    call(kernel, this.#task, "putUnusedFds", this.#numbers(), () => this.#giveBack(0));
  }

  #publish(name: string, files: readonly FileRef[], least: number): void {
    const kernel = this.#kernel;
    const task = this.#task;
    const reserved = this.#reserved;
    call(kernel, task, name, [...this.#numbers(), ...files.map((file) => file.described)], () => {
      this.#assertLive("committed");
      assertCommits(kernel, task, `${this.#subject()} were`, this.#madeAt);
      if (kernel.guards && (files.length < least || files.length > reserved.length)) {
        throw new GuardError(
          "wrong-count",
          `${this.#subject()} were committed with ${files.length} files`,
          least === 0
            ? "Give at most one file for each number."
            : "Give one file for each number, or publish the first ones alone with commitPrefix.",
          this.#madeAt,
        );
      }
      const addresses = files.map((file) => file.intoRaw()); // all of them before the first is public
      this.#giveBack(addresses.length);
      for (const [index, { serial, value }] of reserved.slice(0, addresses.length).entries()) {
        disown(kernel, serial); // with guards off it may have ended
        fdInstall(kernel, task, value, addresses[index] as number);
      }
    });
  }

  /** Puts the numbers from an index on, the newest first. */
  #giveBack(from: number): void {
    for (const owned of this.#reserved.slice(from).reverse()) {
      if (this.#owns(owned)) giveBack(this.#kernel, owned);
    }
  }

  #owns({ serial }: Owned): boolean {
    return isOpen(this.#kernel, serial);
  }

  /** They end together: the first tells of all. */
  #isLive(): boolean {
    const [first] = this.#reserved;
    return first !== undefined && this.#owns(first);
  }

  #numbers(): number[] {
    return this.#reserved.map(({ value }) => value);
  }

  #subject(): string {
    return `The reservations of fds ${this.#numbers().join(", ")}`;
  }

  #assertLive(done: string): void {
    if (!this.#kernel.guards || this.#isLive()) return;
    throw new GuardError(
      "use-after-move",
      `${this.#subject()} were ${done} after they were committed or rolled back`,
      "Reservations end once: reserve other descriptors.",
      this.#madeAt,
    );
  }
}

/** Ends one reservation by giving its number back. */
function giveBack(kernel: Kernel, { serial, task, value }: Owned): void {
  disown(kernel, serial);
  putUnusedFd(kernel, task, value);
}

/** Reserves between `least` and `most` descriptors; fewer are given back, the newest first. */
function reserve(current: TaskRef, least: number, most: number, flags: number): void {
  const { kernel, address } = current;
  assertRuns(current);
  if (most < 1) {
    throw new GuardError("wrong-count", `${most} descriptors were asked for`, "Ask for at least one.");
  }
  const count = call(kernel, address, "getUnusedFds", [most, flags], () => {
    const reserved: Owned[] = [];
    while (reserved.length < most) {
      const fd = getUnusedFdFlags(kernel, address, flags);
      if (fd < 0) {
        if (reserved.length >= least) break;
        for (const owned of reserved.reverse()) giveBack(kernel, owned);
        return fd;
      }
      const state = reserved.length === 0 ? OwnerState.unclaimedFirst : OwnerState.unclaimedNext;
      reserved.push(noteReservation(kernel, address, fd, state));
    }
    return reserved.length;
  });
  Errno.check(count, "get_unused_fds");
}
