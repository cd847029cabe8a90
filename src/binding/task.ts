/** A task as kernel code and programs see it, in the three states that the types tell apart. */
import {
  clone,
  closeFd,
  closeRange,
  dup,
  dup2,
  dup3,
  execve,
  exitFiles,
  fDupfd,
  fdget,
  fget,
  fGetfd,
  fSetfd,
  getUser,
  initTask,
  KernelBug,
  kthreadRun,
  makeTaskDead,
  openDescriptors,
  putUser,
  schedule,
  scmDetachFds,
  setCurrentState,
  setRlimitNofile,
  TASK_RUNNING,
  unshareFiles,
  viewTable,
  wakeUpProcess,
  errnoNumbers,
  type CallArgument,
  type CloneFlags,
  type ErrnoCode,
  type Kernel,
  type ScmRights,
  type TableView,
} from "../kernel/index.js";
import {
  describeObject,
  integer,
  PF_KTHREAD,
  putCmsgHeader,
  reservationsOf,
  TaskStruct,
  toInt,
  toUnsigned,
} from "../kernel/internal.js";
import type { Borrows, Exclusive, Move, Sendable, Shared } from "../ownership/index.js";
import { call } from "./call.js";
import { Errno } from "./errno.js";
import { FileRef, LentFile } from "./file.js";
import { CloseRangeFlags } from "./flags.js";
import { GuardError } from "./guard.js";
import { FileDescriptorReservation, liveReservation } from "./reservation.js";
import { FileDescriptorReservations } from "./reservations.js";
import { asCurrent, TaskDied, watchedSyscall } from "./syscall.js";
import { syscallsOf } from "./syscall-frame.js";

/**
 * The key of the type-level mark that tells a reserving task from one that may unshare. No value has it.
 *
 * @public
 */
export const reservationState: unique symbol = Symbol("reservation state");

/**
 * What a task can do whether or not it holds reservations: everything but unsharing its table. A view of a
 * task_struct, without separate state.
 *
 * @public
 */
export class TaskRef {
  /** The kernel it runs on. */
  readonly kernel: Kernel;
  /** The address of its task_struct. */
  readonly address: number;

  /**
   * @param kernel - The kernel.
   * @param address - The address of a task_struct.
   */
  protected constructor(kernel: Kernel, address: number) {
    this.kernel = kernel;
    this.address = address;
  }

  /**
   * Reserves a descriptor, errno style: true when it was reserved, and then the types restrict the task to the end
   * of the `if` block.
   *
   * @param flags - O_CLOEXEC or 0.
   * @throws {@link GuardError} `no-syscall` or `foreign-task`.
   */
  tryReserve(flags: number): this is Reserving {
    flags = toInt("tryReserve", "flags", flags);
    return FileDescriptorReservation.reserve(this, flags) >= 0;
  }

  /**
   * Reserves a descriptor for the length of a function. What the function is given cannot unshare, nor can any
   * helper that it passes it to.
   *
   * @param flags - O_CLOEXEC or 0.
   * @param body - What runs while the reservation lives; it is rolled back at the end unless committed.
   * @returns What the body returns.
   * @throws {@link Errno} EMFILE or ENOMEM.
   * @throws {@link GuardError} `no-syscall` or `foreign-task`.
   */
  reserving<R>(
    flags: number,
    body: Move<(fd: Move<Shared<FileDescriptorReservation>>, current: TaskRef) => R>,
  ): R {
    flags = toInt("reserving", "flags", flags);
    Errno.check(FileDescriptorReservation.reserve(this, flags), "get_unused_fd_flags");
    using fd = FileDescriptorReservation.claim(this);
    return body(fd, this);
  }

  /**
   * Closes a descriptor. Mirrors `close`.
   *
   * @param fd - The descriptor.
   * @returns 0, or -EBADF.
   */
  close(fd: number): number {
    fd = toInt("close", "fd", fd);
    return asSyscall(this, "close", [fd], () => closeFd(this.kernel, this.address, fd));
  }

  /**
   * Duplicates a descriptor onto the lowest free one. Mirrors `dup`.
   *
   * @param fd - The open descriptor.
   * @returns The new descriptor, or -EBADF, -EMFILE or -ENOMEM.
   */
  dup(fd: number): number {
    fd = toInt("dup", "fd", fd);
    return asSyscall(this, "dup", [fd], () => dup(this.kernel, this.address, fd));
  }

  /**
   * Makes `newfd` name the file of `oldfd`. Mirrors `dup2`.
   *
   * @param oldfd - The open descriptor.
   * @param newfd - The wanted number.
   * @returns `newfd`, or -EBADF, -EBUSY (newfd is reserved) or -ENOMEM.
   */
  dup2(oldfd: number, newfd: number): number {
    oldfd = toInt("dup2", "oldfd", oldfd);
    newfd = toInt("dup2", "newfd", newfd);
    return asSyscall(this, "dup2", [oldfd, newfd], () => dup2(this.kernel, this.address, oldfd, newfd));
  }

  /**
   * {@link TaskRef.dup2} with flags. Mirrors `dup3`.
   *
   * @param oldfd - The open descriptor.
   * @param newfd - The wanted number, another one.
   * @param flags - O_CLOEXEC or 0.
   * @returns As dup2, and -EINVAL for equal numbers or other flags.
   */
  dup3(oldfd: number, newfd: number, flags: number): number {
    oldfd = toInt("dup3", "oldfd", oldfd);
    newfd = toInt("dup3", "newfd", newfd);
    flags = toInt("dup3", "flags", flags);
    return asSyscall(this, "dup3", [oldfd, newfd, flags], () =>
      dup3(this.kernel, this.address, oldfd, newfd, flags),
    );
  }

  /**
   * Duplicates onto the lowest free descriptor from a minimum. Mirrors F_DUPFD and F_DUPFD_CLOEXEC.
   *
   * @param fd - The open descriptor.
   * @param minimum - The lowest number wanted.
   * @param flags - O_CLOEXEC or 0.
   * @returns The new descriptor, or -EBADF, -EINVAL, -EMFILE or -ENOMEM.
   */
  fDupfd(fd: number, minimum: number, flags: number): number {
    fd = toInt("fDupfd", "fd", fd);
    minimum = toInt("fDupfd", "minimum", minimum);
    flags = toInt("fDupfd", "flags", flags);
    return asSyscall(this, "fDupfd", [fd, minimum, flags], () =>
      fDupfd(this.kernel, this.address, fd, minimum, flags),
    );
  }

  /**
   * The flags of a descriptor. Mirrors F_GETFD.
   *
   * @param fd - The descriptor.
   * @returns FD_CLOEXEC (1) or 0, or -EBADF.
   */
  fGetfd(fd: number): number {
    fd = toInt("fGetfd", "fd", fd);
    return asSyscall(this, "fGetfd", [fd], () => fGetfd(this.kernel, this.address, fd));
  }

  /**
   * Sets the flags of a descriptor. Mirrors F_SETFD.
   *
   * @param fd - The descriptor.
   * @param flags - FD_CLOEXEC (1) or 0.
   * @returns 0, or -EBADF.
   */
  fSetfd(fd: number, flags: number): number {
    fd = toInt("fSetfd", "fd", fd);
    flags = toInt("fSetfd", "flags", flags);
    return asSyscall(this, "fSetfd", [fd, flags], () => fSetfd(this.kernel, this.address, fd, flags));
  }

  /**
   * Closes a range of descriptors, or marks it close-on-exec; reserved ones are skipped. Mirrors `close_range`. The
   * form that unshares is on {@link Task}.
   *
   * @param first - The first descriptor.
   * @param last - The last one, included.
   * @param flags - CloseRangeFlags.CLOEXEC or 0.
   * @returns 0, or -EINVAL.
   */
  closeRange(first: number, last: number, flags?: 0 | typeof CloseRangeFlags.CLOEXEC): number;
  closeRange(first: number, last: number, flags = 0): number {
    first = toUnsigned("closeRange", "first", first);
    last = toUnsigned("closeRange", "last", last);
    flags = toInt("closeRange", "flags", flags);
    return asSyscall(this, "closeRange", [first, last, flags], () => {
      if ((flags & CloseRangeFlags.UNSHARE) !== 0) refuseWhileReserving(this, "closeRange(..., UNSHARE)");
      return closeRange(this.kernel, this.address, first, last, flags);
    });
  }

  /**
   * The file that a descriptor names, with a reference of the caller's own. Mirrors `fget`.
   *
   * @param fd - The descriptor.
   * @throws {@link Errno} EBADF.
   */
  fget(fd: number): FileRef {
    fd = toInt("fget", "fd", fd);
    const { kernel, address } = this;
    const file = watched(
      this,
      "fget",
      [fd],
      () => {
        const found = fget(kernel, address, fd);
        return found === 0 ? -errnoNumbers.EBADF : found;
      },
      describeObject,
    );
    return FileRef.fromRaw(this, Errno.check(file, "fget"));
  }

  /**
   * The file that a descriptor names, lent until scope exit. Mirrors `fdget`.
   *
   * @param fd - The descriptor.
   * @throws {@link Errno} EBADF.
   */
  fdget(fd: number): LentFile {
    fd = toInt("fdget", "fd", fd);
    const { kernel, address } = this;
    const lent = watched(
      this,
      "fdget",
      [fd],
      () => {
        const found = fdget(kernel, address, fd);
        return found === 0 ? -errnoNumbers.EBADF : found;
      },
      (_kernel, found) => describeObject(kernel, found & ~1),
    );
    const file = Errno.check(lent, "fdget") & ~1;
    return LentFile.of(kernel, address, file, lent !== file);
  }

  /**
   * Queues work for the way back to user space: it runs once, in this task, when the syscall has returned. What was queued
   * later runs earlier, and so does what was queued after a commit by task work. What it prepares itself is ended by another
   * commit where the commit is task work, and otherwise only by one that it makes: that of the syscall has been.
   *
   * Mirrors `task_work_add` of the running task with `TWA_RESUME` (kernel/task_work.c, Linux 6.x); the function stands for the
   * `callback_head`. Linux does not look whether one is in the list: its link is written a second time, and the list is a
   * circle from there on, or has lost its end.
   *
   * @param work - What to do.
   * @throws {@link GuardError} `no-syscall` outside a syscall.
   * @throws KernelBug `corruption` when the same function is queued and has not begun to run.
   */
  taskWorkAdd(work: Move<() => void>): void {
    const { kernel, address } = this;
    const frames = syscallsOf(kernel, address);
    const frame = frames.at(-1);
    if (frame === undefined) {
      throw new GuardError(
        "no-syscall",
        "Task work was queued outside a syscall",
        "Wrap the code in syscall(current, () => ...): the work runs when that returns.",
      );
    }
    const isAfterCommit = kernel.scheme.isCommitQueued(kernel, address);
    const isQueued = frames.some((each) => each.has(work));
    watched(this, "taskWorkAdd", [], () => {
      if (!isQueued) return;
      throw new KernelBug("corruption", "task_work_add", "a callback is queued that is in the list already");
    });
    frame.add({ run: work, isAfterCommit });
  }

  /**
   * Writes one word to user memory. Mirrors `put_user`.
   *
   * @param address - Where: a word of `allocUser`.
   * @param value - What.
   * @throws {@link Errno} EFAULT.
   */
  putUser(address: number, value: number): void {
    address = toInt("putUser", "address", address);
    value = toInt("putUser", "value", value);
    watched(this, "putUser", [address, value], () =>
      Errno.check(putUser(this.kernel, address, value), "put_user"),
    );
  }

  /**
   * Reads one word of user memory. Mirrors `get_user`.
   *
   * @param address - Where: a word of `allocUser`.
   * @returns The word.
   * @throws {@link Errno} EFAULT.
   */
  getUser(address: number): number {
    address = toInt("getUser", "address", address);
    return watched(this, "getUser", [address], () => {
      const value = getUser(this.kernel, address);
      if (value === undefined) throw new Errno(-errnoNumbers.EFAULT, "get_user");
      return value;
    });
  }

  /**
   * A fault point of a syscall: a security hook, a driver, an allocation. A checker makes it
   * fail; otherwise it succeeds.
   *
   * @param code - The error that it gives.
   * @param where - The kernel function: `"security_file_receive"`.
   * @throws {@link Errno} with that code, when its failure is injected.
   */
  mayFail(code: ErrnoCode, where: string): void {
    watched(this, where, [], () => {
      if (this.kernel.memory.fails(code, where)) throw new Errno(-errnoNumbers[code], where);
    });
  }

  /**
   * A choice that is not the program's: what a register reads, which branch a function takes that is not modelled. The
   * explorer takes every way; otherwise it is the first.
   *
   * @param ways - How many there are, 1 to 65,536.
   * @param label - What is chosen, for the trace: `"the user's length"`.
   * @returns The way that is taken, from 0.
   * @throws RangeError when there are no ways, or too many.
   */
  choose(ways: number, label: string): number {
    return watched(this, "choose", [label, ways], () => this.kernel.memory.choose(ways, label));
  }

  /**
   * Receives the files of an SCM_RIGHTS message as the kernel does: the prefix that fits. Mirrors
   * `scm_detach_fds`.
   *
   * @param sent - The files; consumed.
   * @param user - Where the numbers go in user memory.
   * @param room - How many numbers the receiver's buffer holds.
   * @param flags - O_CLOEXEC or 0.
   * @param header - Where the header of the control message goes in user memory; left out, it is not written.
   */
  scmDetachFds(
    sent: Move<readonly FileRef[]>,
    user: number,
    room: number,
    flags: number,
    header?: number,
  ): ScmRights {
    if (header !== undefined) header = toInt("scmDetachFds", "header", header);
    user = toInt("scmDetachFds", "user", user);
    room = toInt("scmDetachFds", "room", room);
    flags = toInt("scmDetachFds", "flags", flags);
    // The last one first, as mostly they were made the other way round: each is the newest of the task's list then.
    const files = sent
      .slice()
      .reverse()
      .map((file) => file.intoRaw())
      .reverse();
    const installed = watched(
      this,
      "scmDetachFds",
      [files.length, room, flags],
      () => scmDetachFds(this.kernel, this.address, files, user, room, flags).installed,
    );
    // Its own call: what a call comes to is one number.
    const announced =
      header === undefined
        ? installed
        : watched(this, "putCmsgHeader", [header, installed], () =>
            putCmsgHeader(this.kernel, header, installed),
          );
    return { installed, truncated: installed < files.length, announced };
  }

  /**
   * The open descriptors, lowest first: reserved ones are not there, and after exit there are none. Mirrors
   * `/proc/self/fd`.
   */
  openDescriptors(): number[] {
    const numbers = openDescriptors(this.kernel, this.address);
    return typeof numbers === "number" ? [] : numbers;
  }

  /**
   * Sets the soft RLIMIT_NOFILE of the process. Mirrors `setrlimit`.
   *
   * @param limit - The number that descriptors stay below, at least 0.
   * @returns 0, or -EPERM past nr_open, as a negative number is.
   */
  setRlimitNofile(limit: number): number {
    limit = integer("setRlimitNofile", "limit", limit);
    return asSyscall(this, "setRlimitNofile", [limit], () =>
      setRlimitNofile(this.kernel, this.address, limit),
    );
  }

  /**
   * Sleeps on a wait queue until a word has a value. Mirrors `wait_event`.
   *
   * @param queue - The word of the wait queue.
   * @param address - The word of the condition.
   * @param value - The value to wait for.
   * @throws {@link GuardError} `uncommitted-set`: a kernel thread has no return from a syscall that would commit,
   * and what it has installed stays invisible while it sleeps.
   */
  waitEvent(queue: number, address: number, value: number): void {
    queue = toInt("waitEvent", "queue", queue);
    address = toInt("waitEvent", "address", address);
    value = toInt("waitEvent", "value", value);
    const { kernel } = this;
    refuseSleepWithSet(this);
    watched(this, "waitEvent", [queue, address, value], () => kernel.memory.waitEvent(queue, address, value));
  }

  /**
   * Says whether the task is about to sleep: before it looks at its condition. Mirrors `set_current_state`.
   *
   * @param state - TASK_INTERRUPTIBLE or TASK_RUNNING.
   */
  setCurrentState(state: number): void {
    state = toInt("setCurrentState", "state", state);
    const name = state === TASK_RUNNING ? "TASK_RUNNING" : "TASK_INTERRUPTIBLE";
    watched(this, "setCurrentState", [name], () => setCurrentState(this.kernel, this.address, state));
  }

  /**
   * Sleeps until it is woken up, if it has said that it will and was not woken up since. The caller looks at its
   * condition again. Mirrors `schedule`.
   *
   * @throws {@link GuardError} `uncommitted-set`, as {@link TaskRef.waitEvent}.
   */
  schedule(): void {
    refuseSleepWithSet(this);
    watched(this, "schedule", [], () => schedule(this.kernel, this.address));
  }

  /**
   * Another task wakes this one up: `Task.at(kernel, address)` where only its address is known. Mirrors `wake_up_process`,
   * and `Task::wake_up` of Rust for Linux.
   *
   * @returns 1 when it was asleep or about to be, 0 when it was running.
   */
  wakeUp(): number {
    const { kernel, address } = this;
    // It is a call of the task that runs, not of this one.
    return call(kernel, kernel.current, "wakeUp", [describeObject(kernel, address)], () =>
      wakeUpProcess(kernel, address),
    );
  }

  /**
   * The task dies on the spot, as after a kernel oops: no clean-up code runs, `using` included. Mirrors
   * `make_task_dead`.
   *
   * @throws {@link TaskDied} always; the frame of the syscall ends it.
   */
  oops(): never {
    watched(this, "oops", [], () => makeTaskDead(this.kernel, this.address));
    throw new TaskDied(this.address);
  }

  /** Its descriptor table, read past probes and locks: for checks. Undefined after exit. */
  get table(): TableView | undefined {
    const files = this.kernel.memory.words[this.address + TaskStruct.files] as number;
    return files === 0 ? undefined : viewTable(this.kernel, files);
  }

  /**
   * Makes a task. Mirrors `clone` and `fork`.
   *
   * @param flags - What the two share; by default nothing, as fork.
   * @throws {@link Errno} ENOMEM or EMFILE.
   */
  clone(flags?: CloneFlags): Task;
  /**
   * Makes a task and runs its first code with an argument before this returns, as a scheduler may. A reservation
   * cannot be the argument, nor be part of it: it belongs to the thread that made it.
   *
   * @param flags - What the two share.
   * @param start - What the new task runs.
   * @param argument - What it is given.
   * @throws {@link Errno} ENOMEM or EMFILE.
   */
  clone<T>(flags: CloneFlags, start: (child: Task, argument: T) => void, argument: T & Sendable<T>): Task;
  clone<T>(flags: CloneFlags = {}, start?: (child: Task, argument: T) => void, argument?: T): Task {
    const { kernel, address } = this;
    const sharing = Object.entries(flags).flatMap(([name, on]) => (on === true ? [name] : []));
    const child = Task.at(
      kernel,
      watched(this, "clone", sharing, () => Errno.check(clone(kernel, address, flags), "clone")),
    );
    if (start !== undefined) asCurrent(child, () => start(child, argument as T));
    return child;
  }
}

/**
 * A task that holds a reservation: what a {@link Task} becomes, for the types, once it has reserved.
 *
 * @public
 */
export interface Reserving extends Task {
  /** Type-level only. */
  readonly [reservationState]: "a reservation is live";
  /**
   * The token of the newest reservation; to be bound once, with `using`.
   *
   * @throws {@link GuardError} `no-reservation` when it was bound already.
   */
  readonly reservation: Move<Borrows<FileDescriptorReservation, this>>;
}

/**
 * A task that holds several reservations made together: what a {@link Task} becomes, for the types, once it has
 * reserved them.
 *
 * @public
 */
export interface ReservingSeveral<N extends number = number> extends Omit<Reserving, "reservation"> {
  /**
   * The token of the newest reservations made together; to be bound once, with `using`.
   *
   * @throws {@link GuardError} `no-reservation` when it was bound already.
   */
  readonly reservations: Move<Borrows<FileDescriptorReservations<N>, this>>;
}

/**
 * A task that holds no reservation, as far as the types can tell: what unsharing asks for.
 *
 * @public
 */
export interface Unreserved extends TaskRef {
  /** Type-level only. */
  readonly [reservationState]?: "no reservation is live";
}

/**
 * A task of the simulated kernel.
 *
 * @public
 */
export class Task extends TaskRef {
  /**
   * The first task of a new process, with an empty table.
   *
   * @param kernel - The kernel.
   */
  static init(kernel: Kernel): Task {
    return Task.at(kernel, initTask(kernel));
  }

  /**
   * A kernel thread. Mirrors `kthread_run`.
   *
   * @param kernel - The kernel.
   * @param options - `files`: whether it has a descriptor table; most have none.
   * @throws {@link Errno} ENOMEM.
   */
  static kthread(kernel: Kernel, options: { readonly files?: boolean } = {}): Task {
    return Task.at(kernel, Errno.check(kthreadRun(kernel, options.files ?? false), "kthread_run"));
  }

  /**
   * The view of a task.
   *
   * @param kernel - The kernel.
   * @param address - The address of its task_struct.
   */
  static at(kernel: Kernel, address: number): Task {
    address = toInt("at", "address", address);
    return new Task(kernel, address);
  }

  // The tokens are properties of Reserving and ReservingSeveral only, so that reading one without reserving does not
  // compile; at run time every task has the getters.
  static {
    Object.defineProperty(Task.prototype, "reservation", {
      get(this: Task): FileDescriptorReservation {
        return FileDescriptorReservation.claim(this);
      },
    });
    Object.defineProperty(Task.prototype, "reservations", {
      get(this: Task): FileDescriptorReservations {
        return FileDescriptorReservations.claim(this);
      },
    });
  }

  /**
   * Gives the task a private table. The types refuse it while a reservation is live (rule 2): the copy would leave
   * the reservation behind.
   *
   * Mirrors `unshare_files`.
   *
   * @throws {@link Errno} ENOMEM or EMFILE.
   * @throws {@link GuardError} `live-reservation`.
   */
  unshareFiles(this: Exclusive<Unreserved>): void {
    asSyscall(this, "unshareFiles", [], () => {
      refuseWhileReserving(this, "unshareFiles()");
      return Errno.check(unshareFiles(this.kernel, this.address), "unshare_files");
    });
  }

  /** {@inheritDoc TaskRef.(closeRange:1)} */
  override closeRange(first: number, last: number, flags?: 0 | typeof CloseRangeFlags.CLOEXEC): number;
  /**
   * The form of close_range that may unshare: refused while a reservation is live (rule 2).
   *
   * @param first - The first descriptor.
   * @param last - The last one, included.
   * @param flags - CloseRangeFlags.
   * @returns 0, or -EINVAL, -ENOMEM or -EMFILE.
   * @throws {@link GuardError} `live-reservation`.
   */
  override closeRange(this: Exclusive<Unreserved>, first: number, last: number, flags: number): number;
  override closeRange(first: number, last: number, flags = 0): number {
    return super.closeRange(first, last, flags as 0);
  }

  /**
   * What running a new program does to the table: it becomes private and close-on-exec descriptors are closed.
   * Unshares, so a live reservation forbids it (rule 2).
   *
   * Mirrors `begin_new_exec`, the part on descriptors.
   *
   * @param executable - The opened binary, when the new program is to have a descriptor of it (AT_EXECFD); consumed.
   * @throws {@link TaskDied} when memory or descriptors run out: the old program is gone, and the task is killed.
   * @throws {@link Errno} EINVAL, where the kernel's scheme refuses, with guards off.
   * @throws {@link GuardError} `live-reservation`.
   */
  execve(this: Exclusive<Unreserved>, executable?: Move<FileRef>): void {
    const { kernel, address } = this;
    const result = asSyscall(this, "execve", executable === undefined ? [] : [executable.described], () => {
      refuseWhileReserving(this, "execve()");
      return execve(kernel, address, executable?.intoRaw());
    });
    if (result === -errnoNumbers.EINVAL) throw new Errno(result, "execve");
    if (result < 0) throw new TaskDied(address);
  }

  /**
   * The task gives up its table; the last user closes everything. Mirrors `exit_files`.
   *
   * @throws {@link GuardError} `live-reservation`: it would leave its bit set for the sharers, for ever.
   */
  exit(this: Exclusive<Unreserved>): void {
    watched(this, "exit", [], () => {
      refuseWhileReserving(this, "exit()", false);
      exitFiles(this.kernel, this.address);
    });
  }
}

/** A call that is a syscall: outside of another one, or a part of that. */
function asSyscall(
  task: TaskRef,
  name: string,
  args: readonly CallArgument[],
  body: Move<() => number>,
): number {
  return watchedSyscall(task.kernel, () => watched(task, name, args, body));
}

/** One call of a task through the binding's boundary. */
function watched<R extends number | string | void>(
  task: TaskRef,
  name: string,
  args: readonly CallArgument[],
  body: Move<() => R>,
  nameOf?: (kernel: Kernel, result: number) => CallArgument,
): R {
  return call(task.kernel, task.address, name, args, body, nameOf);
}

/** A kernel thread has no return from a syscall that would commit: what it has installed would wait for its wake-up. */
function refuseSleepWithSet({ kernel, address }: TaskRef): void {
  const [fd] = reservationsOf(kernel, address);
  const isKthread = (kernel.memory.load(address + TaskStruct.flags) & PF_KTHREAD) !== 0;
  if (!kernel.guards || !isKthread || fd === undefined) return;
  throw new GuardError(
    "uncommitted-set",
    `A kernel thread blocks while fd ${fd} is reserved or uncommitted`,
    "Commit explicitly before it sleeps: nothing else will.",
  );
}

function refuseWhileReserving(task: TaskRef, what: string, transferable = true): void {
  const { kernel, address } = task;
  if (!kernel.guards) return;
  if (transferable && kernel.scheme.transfers) return;
  const set = reservationsOf(kernel, address);
  const held =
    liveReservation(kernel, address) ??
    (set.length === 0 ? undefined : { fd: set.at(-1), madeAt: undefined });
  if (held === undefined) return;
  throw new GuardError(
    "live-reservation",
    `${what} was called while the task holds the reservation of fd ${held.fd}`,
    `${kernel.scheme.commits ? "Let its transaction or its syscall end" : "Commit it or let its scope end"} first: ` +
      "a private copy of the table does not take the reservation along.",
    held.madeAt,
  );
}
