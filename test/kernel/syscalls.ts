/** The system calls about descriptors, as user space makes them on the model: each of kernel functions, in the frame of a syscall. */
import type { Kernel, KernelOptions } from "fd-reservation/kernel";
import { Faulting } from "./faulting.js";

/** The model as a module: the package's own, or a copy with a fault. */
export type ModelModule = typeof import("fd-reservation/kernel");

/** `fcntl.h`, asm-generic values: what pipe2 takes besides O_CLOEXEC. */
export const [O_NONBLOCK, O_DIRECT, O_NOTIFICATION_PIPE] = [0o4000, 0o40000, 0o200];

/** SCM_MAX_FD: how many files one message may carry. */
export const SCM_MAX_FD = 253;
/** No such process; the model itself never gives it. */
export const ESRCH = 3;
/** `sizeof(struct cmsghdr)`. */
export const CMSG_HEADER = 16;

/** Two descriptors, or an error. */
export type TwoDescriptors = readonly [first: number, second: number] | number;

/** What a receiver learns from its control buffer. */
export interface Received {
  /** The descriptors that the control message tells of. */
  readonly fds: readonly number[];
  /** MSG_CTRUNC. */
  readonly truncated: boolean;
}

/** The files of a message, each with a reference that the message holds. */
export type Message = readonly number[];

/** How a message is received. */
export interface Receiving {
  /** msg_controllen: a header and 4 bytes a descriptor; room for all that a message may carry by default. */
  readonly controlLength?: number;
  /** What of the control buffer cannot be written: its header, or all from a number on. */
  readonly fault?: "header" | { readonly fromNumber: number } | undefined;
  /** MSG_CMSG_CLOEXEC. */
  readonly cloexec?: boolean;
  /** MSG_PEEK: the message stays, with its files. */
  readonly peek?: boolean;
}

/** One task of the model, and the calls that its program makes. */
export class Syscalls {
  readonly kernel: Kernel;
  /** The address of its task_struct. */
  readonly task: number;
  readonly #model: ModelModule;
  /** Operations of files that name a process: its leader is their private data. */
  readonly #pidfds: number;
  /** The leader of its process: the task that a pidfd leads to. */
  #leader: number;

  private constructor(model: ModelModule, kernel: Kernel, pidfds: number, task: number, leader = task) {
    this.#model = model;
    this.kernel = kernel;
    this.#pidfds = pidfds;
    this.task = task;
    this.#leader = leader;
  }

  /** The first task of a new kernel, with an empty table. */
  static boot(model: ModelModule, options: KernelOptions = {}): Syscalls {
    const kernel = new model.Kernel(options);
    const pidfds = kernel.registerOperations({ name: "pidfd" });
    return new Syscalls(model, kernel, pidfds, model.initTask(kernel));
  }

  /** `open`, `memfd_create`, `eventfd2`, `epoll_create1`, `timerfd_create`, `signalfd4`, `fanotify_init` and their like. */
  open(flags = 0): number {
    return this.#call(() => this.#install(flags, () => this.#model.allocFile(this.kernel)));
  }

  /** What opens nothing, and knows that after it has reserved: open() of no file, accept() of no connection. */
  openNothing(code: "ENOTDIR" | "EAGAIN", flags = 0): number {
    return this.#call(() => this.#install(flags, () => -this.#model.errnoNumbers[code]));
  }

  /** `pidfd_open` of a task's process. */
  pidfdOpen(of: Syscalls): number {
    return this.#call(() => {
      const { O_CLOEXEC, allocFile } = this.#model;
      return this.#install(O_CLOEXEC, () => allocFile(this.kernel, this.#pidfds, 0, of.#leader));
    });
  }

  /** `pidfd_getfd`: a file of another process, of the table that its leader has. */
  pidfdGetfd(pidfd: number, targetfd: number, flags = 0): number {
    return this.#call(() => {
      const { errnoNumbers, fget, fput, FileStruct, O_CLOEXEC, receiveFd, TaskStruct } = this.#model;
      const { kernel, task } = this;
      const { memory } = kernel;
      if (flags !== 0) return -errnoNumbers.EINVAL;
      const process = fget(kernel, task, pidfd);
      if (process === 0) return -errnoNumbers.EBADF;
      try {
        if (memory.load(process + FileStruct.operations) !== this.#pidfds) return -errnoNumbers.EBADF;
        const leader = memory.load(process + FileStruct.privateData);
        if (memory.load(leader + TaskStruct.files) === 0) return -ESRCH;
        const file = fget(kernel, leader, targetfd);
        if (file === 0) return -errnoNumbers.EBADF;
        const fd = receiveFd(kernel, task, file, 0, O_CLOEXEC);
        fput(kernel, file);
        return fd;
      } finally {
        fput(kernel, process);
      }
    });
  }

  /** `pipe2`. */
  pipe2(flags = 0): TwoDescriptors {
    const { errnoNumbers, O_CLOEXEC } = this.#model;
    const known = O_CLOEXEC | O_NONBLOCK | O_DIRECT | O_NOTIFICATION_PIPE;
    return (flags & ~known) !== 0 ? -errnoNumbers.EINVAL : this.socketpair(flags & O_CLOEXEC);
  }

  /** `socketpair`: as in `pipe2`, both numbers are reserved before either is installed. */
  socketpair(flags = 0): TwoDescriptors {
    return this.#call(() => {
      const { allocFile, fdInstall, getUnusedFdFlags, putUnusedFd } = this.#model;
      const { kernel, task } = this;
      const first = getUnusedFdFlags(kernel, task, flags);
      if (first < 0) return first;
      const second = getUnusedFdFlags(kernel, task, flags);
      if (second < 0) {
        putUnusedFd(kernel, task, first);
        return second;
      }
      fdInstall(kernel, task, first, allocFile(kernel));
      fdInstall(kernel, task, second, allocFile(kernel));
      return [first, second];
    });
  }

  close(fd: number): number {
    return this.#call(() => this.#model.closeFd(this.kernel, this.task, fd));
  }

  closeRange(first: number, last: number, flags = 0): number {
    return this.#call(() => this.#model.closeRange(this.kernel, this.task, first, last, flags));
  }

  dup(fd: number): number {
    return this.#call(() => this.#model.dup(this.kernel, this.task, fd));
  }

  dup2(oldfd: number, newfd: number): number {
    return this.#call(() => this.#model.dup2(this.kernel, this.task, oldfd, newfd));
  }

  dup3(oldfd: number, newfd: number, flags: number): number {
    return this.#call(() => this.#model.dup3(this.kernel, this.task, oldfd, newfd, flags));
  }

  /** `fcntl` with F_DUPFD; with O_CLOEXEC F_DUPFD_CLOEXEC. */
  fDupfd(fd: number, minimum: number, flags = 0): number {
    return this.#call(() => this.#model.fDupfd(this.kernel, this.task, fd, minimum, flags));
  }

  /** `fcntl` with F_DUPFD_QUERY: 1 where both name the same open file, else 0. */
  fDupfdQuery(fd: number, otherfd: number): number {
    return this.#call(() => {
      const { kernel, task } = this;
      const { errnoNumbers, fget, fput } = this.#model;
      const files = [fget(kernel, task, fd), fget(kernel, task, otherfd)] as const;
      for (const file of files) if (file !== 0) fput(kernel, file);
      return files.includes(0) ? -errnoNumbers.EBADF : Number(files[0] === files[1]);
    });
  }

  fGetfd(fd: number): number {
    return this.#call(() => this.#model.fGetfd(this.kernel, this.task, fd));
  }

  fSetfd(fd: number, flags: number): number {
    return this.#call(() => this.#model.fSetfd(this.kernel, this.task, fd, flags));
  }

  setrlimit(limit: number): number {
    return this.#call(() => this.#model.setRlimitNofile(this.kernel, this.task, limit));
  }

  /** `sendmsg` with SCM_RIGHTS: the message, or an error. */
  sendmsg(fds: readonly number[]): Message | number {
    return this.#call(() => {
      const { kernel, task } = this;
      const { errnoNumbers, fget, fput } = this.#model;
      if (fds.length > SCM_MAX_FD) return -errnoNumbers.EINVAL;
      const files: number[] = [];
      for (const fd of fds) {
        const file = fget(kernel, task, fd);
        if (file === 0) {
          for (const taken of files) fput(kernel, taken);
          return -errnoNumbers.EBADF;
        }
        files.push(file);
      }
      return files;
    });
  }

  /** `recvmsg`. */
  recvmsg(
    message: Message,
    { controlLength, fault, cloexec = false, peek = false }: Receiving = {},
  ): Received {
    const { allocUser, getFile, O_CLOEXEC, scmDetachFds } = this.#model;
    const { kernel, task } = this;
    const room =
      controlLength === undefined ? SCM_MAX_FD : Math.max(0, Math.floor((controlLength - CMSG_HEADER) / 4));
    const user = allocUser(kernel, Math.max(1, message.length) + 1);
    if (peek) for (const file of message) getFile(kernel, file);
    let header: number | undefined = fault === "header" ? 0 : user;
    if (typeof fault === "object") {
      new Faulting(kernel, fault.fromNumber + 1);
      header = undefined; // it is written, and not what fails
    }
    const { announced, truncated } = this.#call(() =>
      scmDetachFds(kernel, task, message, user + 1, room, cloexec ? O_CLOEXEC : 0, header),
    );
    if (typeof fault === "object") kernel.memory.probe = null;
    const fds = Array.from(kernel.memory.words.subarray(user + 1, user + 1 + announced));
    kernel.memory.free(user);
    return { fds, truncated };
  }

  /** `read` of what came with files, which are dropped. */
  read(message: Message): void {
    this.#call(() => {
      for (const file of message) this.#model.fput(this.kernel, file);
    });
  }

  /** `clone`: the new task, or an error. A thread has its maker's leader. */
  clone(flags: { readonly files?: boolean; readonly thread?: boolean } = {}): Syscalls | number {
    const made = this.#call(() => this.#model.clone(this.kernel, this.task, flags));
    if (made < 0) return made;
    const leader = flags.thread === true ? this.#leader : made;
    return new Syscalls(this.#model, this.kernel, this.#pidfds, made, leader);
  }

  /**
   * `clone3` with CLONE_PIDFD: the number is reserved once the table is copied, and installed before the child runs. Its
   * number and the child, or an error.
   */
  clonePidfd(flags: { readonly files?: boolean } = {}): readonly [pidfd: number, child: Syscalls] | number {
    const child = this.clone(flags);
    if (typeof child === "number") return child;
    const pidfd = this.pidfdOpen(child);
    if (pidfd >= 0) return [pidfd, child];
    child.exit();
    return pidfd;
  }

  /** `unshare` with CLONE_FILES. */
  unshare(): number {
    return this.#call(() => this.#model.unshareFiles(this.kernel, this.task));
  }

  execve(): number {
    const result = this.#call(() => this.#model.execve(this.kernel, this.task));
    if (result === 0) this.#leader = this.task; // also of a thread, whose leader is dead by now
    return result;
  }

  exit(): void {
    this.#model.exitFiles(this.kernel, this.task);
  }

  /** `/proc/self/fd`: the open descriptors. */
  descriptors(): number[] {
    const numbers = this.#model.openDescriptors(this.kernel, this.task);
    return typeof numbers === "number" ? [] : numbers;
  }

  /** Reserve, make the file, install; a file that cannot be made gives the number back. */
  #install(flags: number, file: () => number): number {
    const { fdInstall, getUnusedFdFlags, putUnusedFd } = this.#model;
    const fd = getUnusedFdFlags(this.kernel, this.task, flags);
    if (fd < 0) return fd;
    const made = file();
    if (made < 0) {
      putUnusedFd(this.kernel, this.task, fd);
      return made;
    }
    fdInstall(this.kernel, this.task, fd, made);
    return fd;
  }

  /** What a program does in the kernel, from entry to return: a negative number is a failure. */
  #call<Result>(body: () => Result): Result {
    const { syscallEnter, syscallReturn } = this.#model;
    const entered = syscallEnter(this.kernel, this.task);
    const result = body();
    syscallReturn(this.kernel, this.task, typeof result === "number" ? result : 0, entered);
    return result;
  }
}
