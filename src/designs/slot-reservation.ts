/** The typed token over slots: what the reservation of Rust for Linux becomes when the return of the syscall ends it. */
import { Errno, GuardError, Task, type FileRef, type Reserving, type TaskRef } from "../binding/index.js";
import { assertOwner, assertRuns, call, HAND_ON, isRunning, pieceOf } from "../binding/internal.js";
import { fdPrepare, fdPrepareFd, fdStage, type Kernel } from "../kernel/index.js";
import { reservationsOf, toInt } from "../kernel/internal.js";
import type { Borrows, Move, NotThreadSafe } from "../ownership/index.js";
import { Unbound } from "./unbound.js";

/**
 * A task that has prepared a slot: to the end of the function the types refuse to unshare, also once the file is staged,
 * because the slot lives until the syscall returns.
 *
 * @public
 */
export interface Preparing extends Omit<Reserving, "reservation"> {
  /**
   * The newest slot; to be bound once, with `using`.
   *
   * @throws GuardError `no-reservation` when it was bound already.
   */
  readonly slot: Move<Borrows<SlotReservation, this>>;
}

const prepared = new Unbound<SlotReservation>();
// A slot is used again, in the syscall as well when something commits in it: the token that has it now, by its address.
const holders = new WeakMap<Kernel, Map<number, SlotReservation>>();

/**
 * A prepared slot: a reserved number that waits for its file. {@link SlotReservation.stage} consumes it; without that, and
 * when the syscall fails, the return gives the number back. So there is nothing for the end of a scope to do, and
 * `FileDescriptorReservation` keeps of its rules those that types can hold: one task, one file, no unsharing.
 *
 * What `FileDescriptorReservation` of Rust for Linux (6.13) becomes over `fd_prepare` and `fd_stage` of the series of
 * September 2026 (20260915-work-fd-reserve-unify-folded-v1-0-4d5217d6b246): `fd_install(self, file)` is `fd_stage`, and
 * `Drop` has no work left.
 *
 * @example
 * ```ts
 * function open(current: Task, argument: number): number {
 *   return syscall(current, () => {
 *     SlotReservation.prepare(current, OpenFlags.O_CLOEXEC);
 *     using slot: SlotReservation = current.slot;
 *     const number = slot.reservedFd();
 *     slot.stage(FileRef.anonInodeGetfile(current));
 *     current.putUser(argument, number); // may throw, although the file is staged
 *     return 0;
 *   });
 * }
 * ```
 *
 * @public
 */
export class SlotReservation implements Disposable, NotThreadSafe {
  /** Type-level only: it belongs to the thread that made it. */
  declare readonly notThreadSafe: NotThreadSafe["notThreadSafe"];
  readonly #kernel: Kernel;
  readonly #task: number;
  readonly #slot: number;
  readonly #fd: number;
  /** The code that prepared it: when that returns, so does the syscall, or the callback. */
  readonly #piece: object | undefined;
  #isStaged = false;

  private constructor(kernel: Kernel, task: number, slot: number) {
    this.#kernel = kernel;
    this.#task = task;
    this.#slot = slot;
    this.#fd = fdPrepareFd(kernel, task, slot);
    this.#piece = pieceOf(kernel, task);
    let slots = holders.get(kernel);
    if (slots === undefined) holders.set(kernel, (slots = new Map<number, SlotReservation>()));
    slots.set(slot, this);
  }

  /**
   * Reserves the lowest free descriptor of the running task, in a slot that is then in `current.slot`. Until the end of the
   * function the types refuse unshare, exec and exit.
   *
   * Mirrors `fd_prepare`.
   *
   * @param current - The task that runs, on a kernel with the scheme `slots`.
   * @param flags - O_CLOEXEC or 0.
   * @throws Errno EMFILE (at RLIMIT_NOFILE or nr_open, at the maximum of slots, or the task has exited) or ENOMEM.
   * @throws GuardError `no-syscall` on a kernel that has no commit, or outside a syscall frame; `foreign-task` for a
   * task that does not run.
   */
  static prepare(current: Task, flags: number): asserts current is Task & Preparing {
    flags = toInt("prepare", "flags", flags);
    const { kernel, address } = current;
    if (kernel.guards && !kernel.scheme.commits) {
      throw new GuardError(
        "no-syscall",
        "A slot was prepared on a kernel that has no commit",
        'Make the kernel with new Kernel({ scheme: "slots" }).',
      );
    }
    assertRuns(current);
    const slot = call(
      kernel,
      address,
      "fdPrepare",
      [flags],
      () => Errno.check(fdPrepare(kernel, address, flags), "fd_prepare"),
      (_kernel, made) => kernel.scheme.slotName(made),
    );
    prepared.put(current, new SlotReservation(kernel, address, slot));
  }

  /** @internal The slot that was prepared last and is not bound yet. */
  static claim(current: TaskRef): SlotReservation {
    return prepared.take(
      current,
      "current.slot was read and no slot waits to be bound",
      "Prepare one, then bind it once: using slot: SlotReservation = current.slot.",
    );
  }

  /**
   * The reserved number. User space may be told of it at once; it answers EBADF until the syscall has returned.
   *
   * @throws GuardError `use-after-move` when it was staged, or its syscall has returned; `foreign-task`.
   */
  reservedFd(): number {
    assertOwner(this.#kernel, this.#task, `The slot of fd ${this.#fd} was read`, HAND_ON);
    this.#assertLive("read");
    return this.#fd;
  }

  /**
   * Stages a file and consumes both: afterwards the token is of type `never`. Nobody sees the file before the syscall
   * returns, so that later steps may fail, and then nobody ever does.
   *
   * Mirrors `fd_stage`, which takes any slot and looks at nothing.
   *
   * @param file - The file; consumed.
   * @throws GuardError `use-after-move` when it was staged, or its syscall has returned; `foreign-task`.
   */
  stage(this: Move<SlotReservation>, file: Move<FileRef>): asserts this is never {
    call(this.#kernel, this.#task, "fdStage", [this.#fd, file.described], () => {
      this.#assertLive("staged");
      assertOwner(
        this.#kernel,
        this.#task,
        `The slot of fd ${this.#fd} was staged`,
        "Stage in the task that prepared it: slots belong to the thread that makes them.",
      );
      fdStage(this.#kernel, this.#task, this.#slot, file.intoRaw());
      this.#isStaged = true;
    });
  }

  /** Nothing: the return of the syscall ends the slot, with a file or without. Mirrors `Drop`. */
  [Symbol.dispose](): void {}

  #assertLive(done: string): void {
    if (!this.#kernel.guards || this.#isLive()) return;
    throw new GuardError(
      "use-after-move",
      `The slot of fd ${this.#fd} was ${done} after it was staged or its syscall returned`,
      "A slot takes one file, in the syscall that prepared it: prepare another one.",
    );
  }

  #isLive(): boolean {
    const kernel = this.#kernel;
    return (
      !this.#isStaged &&
      isRunning(kernel, this.#task, this.#piece) &&
      holders.get(kernel)?.get(this.#slot) === this &&
      reservationsOf(kernel, this.#task).includes(this.#fd)
    );
  }
}

Object.defineProperty(Task.prototype, "slot", {
  get(this: Task): SlotReservation {
    return SlotReservation.claim(this);
  },
});
