/** The token: one reserved descriptor, rolled back at scope exit unless a file was committed to it. */
import { fdInstall, getUnusedFdFlags, putUnusedFd, type Kernel } from "../kernel/index.js";
import {
  claim,
  disown,
  isOpen,
  own,
  ownedBy,
  OwnerState,
  TaskStruct,
  toInt,
  type Owned,
} from "../kernel/internal.js";
import type { Move, NotThreadSafe } from "../ownership/index.js";
import { call, neverRuns } from "./call.js";
import { Errno } from "./errno.js";
import type { FileRef } from "./file.js";
import { callSite, GuardError } from "./guard.js";
import type { Reserving, Task, TaskRef } from "./task.js";

/**
 * A reserved descriptor number: claimed in the table, naming no file yet. Bind it with `using`; it ends in exactly
 * one of two ways: {@link FileDescriptorReservation.commit} publishes a file in it, or scope exit gives the number
 * back.
 *
 * Mirrors `FileDescriptorReservation` of Rust for Linux (6.13, patch series v10 of September 2024):
 * `get_unused_fd_flags`, `reserved_fd`, `fd_install`, `Drop`, `NotThreadSafe`.
 *
 * @example
 * ```ts
 * function open(current: Task): number {
 *   FileDescriptorReservation.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
 *   using fd: FileDescriptorReservation = current.reservation;
 *   const number = fd.reservedFd();
 *   fd.commit(FileRef.anonInodeGetfile(current)); // may throw: then fd is rolled back
 *   return number;
 * }
 * ```
 *
 * @public
 */
export class FileDescriptorReservation implements Disposable, NotThreadSafe {
  /** Type-level only: it belongs to the thread that made it. */
  declare readonly notThreadSafe: NotThreadSafe["notThreadSafe"];
  readonly #kernel: Kernel;
  readonly #task: number;
  readonly #fd: number;
  readonly #serial: number;
  readonly #madeAt: string | undefined;

  private constructor(kernel: Kernel, { task, serial, value, madeAt }: Owned) {
    this.#kernel = kernel;
    this.#task = task;
    this.#serial = serial;
    this.#fd = value;
    this.#madeAt = madeAt;
  }

  /**
   * Reserves the lowest free descriptor of the running task. The token is then in `current.reservation`, and until
   * the end of the function the types refuse `current.unshareFiles()`, `current.execve()` and
   * `current.closeRange(..., UNSHARE)`.
   *
   * Mirrors `FileDescriptorReservation::get_unused_fd_flags`.
   *
   * @param current - The task that runs.
   * @param flags - O_CLOEXEC or 0.
   * @throws {@link Errno} EMFILE (at RLIMIT_NOFILE or nr_open, or the task has exited) or ENOMEM.
   * @throws {@link GuardError} `no-syscall` outside a syscall frame, `foreign-task` for a task that does not run.
   */
  static getUnusedFdFlags(current: Task, flags: number): asserts current is Reserving {
    Errno.check(FileDescriptorReservation.reserve(current, flags), "get_unused_fd_flags");
  }

  /** @internal Reserves and notes the unclaimed reservation; the descriptor or a negative error. */
  static reserve(current: TaskRef, flags: number): number {
    flags = toInt("getUnusedFdFlags", "flags", flags);
    const { kernel, address } = current;
    assertRuns(current);
    return call(kernel, address, "getUnusedFdFlags", [flags], () => {
      const fd = getUnusedFdFlags(kernel, address, flags);
      if (fd >= 0) noteReservation(kernel, address, fd, OwnerState.unclaimed);
      return fd;
    });
  }

  /** @internal The token of the newest unclaimed reservation of a task. */
  static claim(current: TaskRef): FileDescriptorReservation {
    const { kernel, address } = current;
    for (const owned of ownedBy(kernel, address)) {
      if (owned.state !== OwnerState.unclaimed) continue;
      claim(kernel, owned);
      return new FileDescriptorReservation(kernel, owned);
    }
    throw new GuardError(
      "no-reservation",
      "current.reservation was read and no reservation waits to be bound",
      "Reserve first, then bind it once: using fd: FileDescriptorReservation = current.reservation.",
    );
  }

  /** @internal Gives back a reservation that no scope will: its syscall has returned. */
  static rollBackLeak(kernel: Kernel, { task, serial, state, value: fd, madeAt }: Owned): GuardError {
    const several = state === OwnerState.unclaimedFirst || state === OwnerState.unclaimedNext;
    const bound = state === OwnerState.reservation;
    disown(kernel, serial);
    putUnusedFd(kernel, task, fd);
    return new GuardError(
      "leaked-reservation",
      `The reservation of fd ${fd} outlived its syscall: it was ${bound ? "bound without using" : "never bound"}; it was rolled back by the guard`,
      several
        ? "Bind them right after reserving: using fds: FileDescriptorReservations<2> = current.reservations."
        : "Bind it right after reserving: using fd: FileDescriptorReservation = current.reservation.",
      madeAt,
      { descriptor: fd },
    );
  }

  /**
   * The reserved number. User space may be told of it before the commit; until then it answers EBADF.
   *
   * Mirrors `reserved_fd`.
   *
   * @throws {@link GuardError} `use-after-move` after the commit or scope exit, `foreign-task` in another task.
   */
  reservedFd(): number {
    this.#assertLive("read");
    assertOwner(
      this.#kernel,
      this.#task,
      `The reservation of fd ${this.#fd} was read`,
      HAND_ON,
      this.#madeAt,
    );
    return this.#fd;
  }

  /**
   * Publishes a file in the reserved descriptor and consumes both: afterwards the token is of type `never`, and the
   * reference belongs to the table. Cannot fail, so it must be the last step: every task that shares the table can
   * use the number at once.
   *
   * Mirrors `fd_install`, which takes `self` and `ARef<File>`. A task without a table (after exit) is a guard
   * error. With guards off the model warns, drops the file and abandons the reservation, where Linux dereferences
   * NULL: Rust-for-Linux issue 1256 is open.
   *
   * TypeScript asks for a type annotation on the variable (`using fd: FileDescriptorReservation = ...`); without it
   * the call is error 2775.
   *
   * @param file - The file; consumed.
   * @throws {@link GuardError} `use-after-move`, `foreign-task` or `no-table`.
   */
  commit(this: Move<FileDescriptorReservation>, file: Move<FileRef>): asserts this is never {
    const kernel = this.#kernel;
    call(kernel, this.#task, "commit", [this.#fd, file.described], () => {
      // A refused call is recorded as well: a trace shows where a run stopped.
      this.#assertLive("committed");
      assertCommits(kernel, this.#task, `The reservation of fd ${this.#fd} was`, this.#madeAt);
      const address = file.intoRaw();
      disown(kernel, this.#serial); // with guards off it may have ended
      fdInstall(kernel, this.#task, this.#fd, address);
    });
  }

  /** Gives the number back, unless it was committed. Mirrors `Drop` (`put_unused_fd`). */
  [Symbol.dispose](): void {
    const kernel = this.#kernel;
    if (neverRuns(kernel, this.#task) || !this.#isLive()) return;
    call(kernel, this.#task, "putUnusedFd", [this.#fd], () => {
      disown(kernel, this.#serial);
      putUnusedFd(kernel, this.#task, this.#fd);
    });
  }

  #isLive(): boolean {
    return isOpen(this.#kernel, this.#serial);
  }

  #assertLive(done: string): void {
    if (!this.#kernel.guards || this.#isLive()) return;
    throw new GuardError(
      "use-after-move",
      `The reservation of fd ${this.#fd} was ${done} after it was committed or rolled back`,
      "A reservation ends once: reserve another descriptor.",
      this.#madeAt,
    );
  }
}

/** The newest live reservation of a task, claimed by a token or not. */
export function liveReservation(
  kernel: Kernel,
  task: number,
): { readonly fd: number; readonly madeAt: string | undefined } | undefined {
  for (const { state, value, madeAt } of ownedBy(kernel, task)) {
    if (state !== OwnerState.file) return { fd: value, madeAt };
  }
  return undefined;
}

/** Requires that a task may reserve: it runs, and in a syscall. */
export function assertRuns({ kernel, address }: TaskRef): void {
  if (!kernel.guards || kernel.current === address) return;
  throw kernel.current === 0
    ? new GuardError(
        "no-syscall",
        "A descriptor was reserved outside a syscall",
        "Wrap the code in syscall(current, () => ...): a reservation must end before the syscall returns.",
      )
    : new GuardError(
        "foreign-task",
        "A descriptor was reserved for a task that is not running",
        "Reserve for the task that runs: reservations belong to the thread that makes them.",
      );
}

/** Requires that the task runs that made something. `what` says what was done with it, and `instead` what to do. */
export function assertOwner(
  kernel: Kernel,
  task: number,
  what: string,
  instead: string,
  madeAt?: string,
): void {
  if (!kernel.guards || kernel.current === task) return;
  throw new GuardError("foreign-task", `${what} by a task that did not make it`, instead, madeAt);
}

/** What to do instead of reading a token's number in another task. */
export const HAND_ON = "Hand on the number, not the token.";

/** Requires that a task may commit: it runs and has a table. `what` is the subject of the message. */
export function assertCommits(kernel: Kernel, task: number, what: string, madeAt: string | undefined): void {
  const instead = "Commit in the task that reserved: the number is claimed in its table.";
  assertOwner(kernel, task, `${what} committed`, instead, madeAt);
  if (!kernel.guards) return;
  if (kernel.memory.load(task + TaskStruct.files) === 0) {
    throw new GuardError(
      "no-table",
      `${what} committed after its task gave up its descriptor table`,
      "End every reservation before the task exits.",
      madeAt,
    );
  }
}

/** @internal Notes that a reservation was just made, and where. */
export function noteReservation(kernel: Kernel, task: number, fd: number, state: number): Owned {
  const files = kernel.memory.load(task + TaskStruct.files);
  return own(kernel, { task, state, value: fd, files, madeAt: callSite(kernel) });
}
