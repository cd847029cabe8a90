/** The transaction design: a syscall's reservations are published together, or not at all, by one commit. */
import {
  Errno,
  GuardError,
  Task,
  type FileRef,
  type FixedArray,
  type Reserving,
  type TaskRef,
} from "../binding/index.js";
import { assertOwner, call, HAND_ON, neverRuns } from "../binding/internal.js";
import {
  beginScope,
  commit,
  discard,
  endScope,
  fdPrepare,
  fdPrepareFd,
  fdPrepareFile,
  fdStage,
  fileName,
  KernelBug,
  type Kernel,
} from "../kernel/index.js";
import { reservationsOf, toInt } from "../kernel/internal.js";
import type { Borrows, Move, NotThreadSafe } from "../ownership/index.js";
import { Unbound } from "./unbound.js";

/**
 * A task inside a {@link Transaction}: the types refuse to unshare, as for a reserving task.
 *
 * @public
 */
export interface Transacting extends Omit<Reserving, "reservation"> {
  /** The newest transaction; to be bound with `using`. */
  readonly transaction: Move<Borrows<Transaction, this>>;
}

/**
 * A task inside a transaction of a kernel that transfers reservations: it may unshare.
 *
 * @public
 */
export interface Transferring extends Task {
  /** The newest transaction; to be bound with `using`. It borrows nothing of the task, which goes on whole. */
  readonly transaction: Transaction;
}

const begun = new Unbound<Transaction>();

/**
 * One scope of a syscall: everything reserved or installed in it is undone together when the scope is left, unless
 * {@link Transaction.succeed} was called; then it is published together. The body has no clean-up code, and
 * installing need not be the last step.
 *
 * Mirrors Al Viro's proposal of 15 September 2024: per-task reservations with a commit on return. Scopes nest, which
 * the proposal's one set per task does not.
 *
 * @example
 * ```ts
 * function open(current: Task, argument: number): number {
 *   Transaction.begin(current);
 *   using transaction: Transaction = current.transaction;
 *   const fd = transaction.getUnusedFdFlags(OpenFlags.O_CLOEXEC);
 *   fd.fdInstall(FileRef.anonInodeGetfile(current));
 *   current.putUser(argument, fd.reservedFd()); // may fail, although the file is installed
 *   return transaction.succeed(0);
 * }
 * ```
 *
 * @public
 */
export class Transaction implements Disposable, NotThreadSafe {
  /** Type-level only: it belongs to the thread that made it. */
  declare readonly notThreadSafe: NotThreadSafe["notThreadSafe"];
  readonly #kernel: Kernel;
  readonly #task: number;
  readonly #outer: number;
  #succeeded = false;
  #ended = false;
  /** Stands for what is reserved and not committed yet: after a commit it is another one. */
  #batch: object = {};

  private constructor(current: TaskRef) {
    this.#kernel = current.kernel;
    this.#task = current.address;
    this.#outer = beginScope(this.#kernel, this.#task);
  }

  /**
   * Opens a transaction of the running task; it is then in `current.transaction`. To the end of the function the
   * types refuse unshare, exec and exit.
   *
   * @param current - The task that runs, on a kernel whose scheme has a commit.
   * @throws GuardError `no-syscall` when the kernel keeps reservations in the table.
   */
  static begin(current: Task): asserts current is Task & Transacting {
    Transaction.#open(current, false);
  }

  /**
   * {@link Transaction.begin} on a kernel that transfers: unsharing takes the reservations along, so the types
   * allow it.
   *
   * @param current - The task that runs, on a kernel with `unshareReserving: "transfer"`.
   * @throws GuardError `no-syscall` when the kernel does not transfer.
   */
  static beginTransferring(current: Task): asserts current is Transferring {
    Transaction.#open(current, true);
  }

  static #open(current: Task, transfers: boolean): void {
    const { kernel } = current;
    if (!kernel.scheme.commits || (transfers && !kernel.scheme.transfers)) {
      const option = transfers ? ', unshareReserving: "transfer"' : "";
      throw new GuardError(
        "no-syscall",
        "A transaction was begun on a kernel that cannot run it",
        `Make the kernel with new Kernel({ scheme: "tagged"${option} }).`,
      );
    }
    begun.put(current, new Transaction(current));
  }

  /** @internal The transaction that was begun last and is not bound yet. */
  static claim(current: TaskRef): Transaction {
    return begun.take(
      current,
      "current.transaction was read and no transaction waits to be bound",
      "Begin one, then bind it once: using transaction: Transaction = current.transaction.",
    );
  }

  /**
   * Reserves the lowest free descriptor. It needs no clean-up: the scope gives it back.
   *
   * @param flags - O_CLOEXEC or 0.
   * @throws Errno EMFILE; ENOMEM, when the third reservation finds no page.
   */
  getUnusedFdFlags(flags: number): TransactionFd {
    const kernel = this.#kernel;
    const task = this.#task;
    const slot = call(
      kernel,
      task,
      "getUnusedFdFlags",
      [flags],
      () => Errno.check(fdPrepare(kernel, task, flags), "get_unused_fd_flags"),
      (_kernel, made) => kernel.scheme.slotName(made),
    );
    const batch = this.#batch;
    return TransactionFd.of(kernel, task, slot, () => !this.#ended && this.#batch === batch);
  }

  /**
   * Reserves several descriptors, all or none: when one cannot be had, those before it are given back, the newest
   * first, and a caller that catches the error holds what it held.
   *
   * @param count - How many, 0 or more; a literal makes the result a tuple.
   * @param flags - O_CLOEXEC or 0.
   * @throws Errno EMFILE or ENOMEM.
   */
  getUnusedFds<N extends number>(count: N, flags: number): FixedArray<TransactionFd, N> {
    const wanted = toInt("getUnusedFds", "count", count);
    const fds: TransactionFd[] = [];
    try {
      while (fds.length < wanted) fds.push(this.getUnusedFdFlags(flags));
    } catch (error) {
      fds.reverse().forEach((fd: TransactionFd) => fd.discard());
      throw error;
    }
    return fds as readonly TransactionFd[] as FixedArray<TransactionFd, N>;
  }

  /**
   * Says that the scope succeeds: leaving it will publish everything installed in it.
   *
   * @param result - What the syscall returns; handed through, for `return transaction.succeed(0)`.
   */
  succeed(result = 0): number {
    result = toInt("succeed", "result", result);
    this.#succeeded = true;
    return result;
  }

  /**
   * Publishes now what was installed so far, and goes on: for kernel threads, which never return from a syscall.
   */
  commit(): void {
    this.#batch = {};
    call(this.#kernel, this.#task, "commit", ["success"], () => commit(this.#kernel, this.#task, true));
  }

  /** Leaves the scope: publishes after {@link Transaction.succeed}, undoes otherwise. */
  [Symbol.dispose](): void {
    const kernel = this.#kernel;
    const task = this.#task;
    if (this.#ended || neverRuns(kernel, task)) return;
    this.#ended = true;
    call(kernel, task, "commit", [this.#succeeded ? "success" : "failure"], () => {
      commit(kernel, task, this.#succeeded);
      endScope(kernel, task, this.#outer);
    });
  }
}

/**
 * One reserved descriptor of a {@link Transaction}: its number, and the right to install in it.
 *
 * @public
 */
export class TransactionFd implements NotThreadSafe {
  /** Type-level only: it belongs to the thread that made it. */
  declare readonly notThreadSafe: NotThreadSafe["notThreadSafe"];
  readonly #kernel: Kernel;
  readonly #task: number;
  readonly #slot: number;
  readonly #fd: number;
  readonly #isCommitAhead: () => boolean;
  #installed = false;

  private constructor(kernel: Kernel, task: number, slot: number, isCommitAhead: Move<() => boolean>) {
    this.#kernel = kernel;
    this.#task = task;
    this.#slot = slot;
    this.#fd = fdPrepareFd(kernel, task, slot);
    this.#isCommitAhead = isCommitAhead;
  }

  /** @internal `isCommitAhead` says whether the commit that ends it is still to come. */
  static of(kernel: Kernel, task: number, slot: number, isCommitAhead: Move<() => boolean>): TransactionFd {
    return new TransactionFd(kernel, task, slot, isCommitAhead);
  }

  /**
   * The number. User space may be told of it at once; it answers EBADF until the commit.
   *
   * @throws GuardError `foreign-task` in another task.
   */
  reservedFd(): number {
    this.#assertTask("read", HAND_ON);
    return this.#fd;
  }

  /**
   * Installs a file, uncommitted: nobody sees it before the scope succeeds, so later steps may fail.
   *
   * @param file - The file; consumed.
   * @throws KernelBug `BUG` when a file is installed already.
   * @throws GuardError `use-after-move` when it was discarded, or committed; `foreign-task` in another task.
   */
  fdInstall(file: Move<FileRef>): void {
    this.#assertOwn("installed");
    call(this.#kernel, this.#task, "fdInstall", [this.#fd, file.described], () => {
      // fd_stage looks at nothing, and the first file would be lost.
      if (this.#installed) {
        const held = fileName(this.#kernel, fdPrepareFile(this.#kernel, this.#task, this.#slot));
        throw new KernelBug("BUG", "fd_install", `slot ${this.#fd} already holds ${held}`);
      }
      fdStage(this.#kernel, this.#task, this.#slot, file.intoRaw());
      this.#installed = true;
    });
  }

  /**
   * Takes this one back alone, installed or not, while the rest of the transaction goes on: a savepoint.
   */
  discard(this: Move<TransactionFd>): asserts this is never {
    this.#assertOwn("discarded");
    call(this.#kernel, this.#task, "discard", [this.#fd], () => discard(this.#kernel, this.#task, this.#fd));
  }

  #assertOwn(done: string): void {
    const kernel = this.#kernel;
    if (!kernel.guards) return;
    this.#assertTask(done, "Use it in the task that began the transaction.");
    if (this.#isCommitAhead() && reservationsOf(kernel, this.#task).includes(this.#fd)) return;
    throw new GuardError(
      "use-after-move",
      `fd ${this.#fd} was ${done} after its transaction ended or discarded it`,
      "Use it inside the transaction that reserved it.",
    );
  }

  /** A transaction needs no syscall around it: a kernel thread has none. */
  #assertTask(done: string, instead: string): void {
    if (this.#kernel.current === 0) return;
    assertOwner(this.#kernel, this.#task, `fd ${this.#fd} was ${done}`, instead);
  }
}

Object.defineProperty(Task.prototype, "transaction", {
  get(this: Task): Transaction {
    return Transaction.claim(this);
  },
});
