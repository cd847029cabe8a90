/** The model's side: the same operations as kernel functions of the model, and the same view of the window. */
import { CMSG_HEADER, Syscalls, type ModelModule } from "../kernel/syscalls.js";
import {
  O_CLOEXEC,
  ofTasks,
  WINDOW,
  type Operation,
  type Result,
  type LoneOperation,
  type ThreadOperation,
  type Slot,
  type View,
} from "./operation.js";

/** A task of the model. */
interface ModelTask {
  calls: Syscalls;
  /** The thread that its process has besides it. */
  thread?: Syscalls;
  /** What it has reserved, while its open() is blocked. */
  blocked?: number;
  /** Whether it runs another program. */
  executed?: boolean;
}

/** The tasks of the model; the first one has an empty table. */
export class Model {
  readonly #model: ModelModule;
  readonly #kernel: InstanceType<ModelModule["Kernel"]>;
  readonly #tasks: (ModelTask | undefined)[];

  /**
   * @param model - Which model.
   * @param nrOpen - sysctl_nr_open of the kernel that it is compared with.
   * @param limit - RLIMIT_NOFILE at first.
   */
  constructor(model: ModelModule, nrOpen: number, limit: number) {
    this.#model = model;
    const first = Syscalls.boot(model, { nrOpen: Math.min(nrOpen, 2 ** 26), rlimitNofile: limit });
    this.#kernel = first.kernel;
    this.#tasks = [{ calls: first }];
  }

  /** Performs an operation; undefined when it is skipped. */
  perform(operation: Operation): Result | undefined {
    const model = this.#model;
    const kernel = this.#kernel;
    const number = ofTasks(operation) ? operation.task : 0;
    const task = this.#tasks[number];
    if (task === undefined) return undefined;
    const { calls } = task;
    const address = calls.task;
    const isReady = task.blocked === undefined && task.executed !== true;
    if (operation.op === "exit") return number === 0 ? undefined : this.#end(number, task);
    if (operation.op === "interrupt") return this.#rollBack(task);
    if (!isReady) return undefined;
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- what is left are the calls on one table, passed on as such
    switch (operation.op) {
      case "clone": {
        const { child, files } = operation;
        if (this.#tasks[child] !== undefined) return undefined;
        const made = calls.clone({ files });
        if (typeof made === "number") return made;
        this.#tasks[child] = { calls: made };
        return 0;
      }
      case "pidfdGetfdOf": {
        const of = this.#tasks[operation.of];
        return of && getThrough(calls, of.calls, operation.fd);
      }
      case "thread": {
        if (ofTasks(operation) && number === 0) return undefined;
        if (task.thread !== undefined) return 0;
        const made = calls.clone({ files: true, thread: true });
        if (typeof made === "number") return made;
        task.thread = made;
        return 0;
      }
      case "inThread":
        if (ofTasks(operation) && number === 0) return undefined;
        return task.thread === undefined ? 0 : inThread(task.thread, operation);
      case "exec":
        if (number === 0) return undefined;
        task.executed = true;
        // The threads of the process are dead before its table is made private.
        task.thread?.exit();
        delete task.thread;
        return calls.execve();
      case "execInThread": {
        if (number === 0) return undefined;
        const { thread } = task;
        if (thread === undefined) return 0;
        task.executed = true;
        calls.exit();
        task.calls = thread;
        delete task.thread;
        return thread.execve();
      }
      case "openFifo": {
        if (number === 0) return undefined;
        const fd = model.getUnusedFdFlags(kernel, address, operation.cloexec ? O_CLOEXEC : 0);
        if (fd < 0) return fd;
        task.blocked = fd;
        return "blocked";
      }
      case "openWriter": {
        const reader = this.#tasks[operation.reader];
        if (reader?.blocked === undefined) return undefined;
        const fd = calls.open();
        if (fd < 0) return fd;
        const read = reader.blocked;
        delete reader.blocked;
        model.fdInstall(kernel, reader.calls.task, read, model.allocFile(kernel));
        calls.close(fd);
        return [fd, read];
      }
      default:
        return this.#perform(operation, calls);
    }
  }

  /** A blocked open() fails: what it reserved is free again. */
  #rollBack(task: ModelTask): Result | undefined {
    if (task.blocked === undefined) return undefined;
    this.#model.putUnusedFd(this.#kernel, task.calls.task, task.blocked);
    delete task.blocked;
    return -this.#model.errnoNumbers.EINTR;
  }

  #end(number: number, task: ModelTask): 0 {
    this.#rollBack(task);
    task.thread?.exit();
    task.calls.exit();
    this.#tasks[number] = undefined;
    return 0;
  }

  #perform(operation: Exclude<LoneOperation, ThreadOperation>, calls: Syscalls): Result {
    switch (operation.op) {
      case "share": {
        const made = calls.clone({ files: true });
        return typeof made === "number" ? made : 0;
      }
      case "fork": {
        const made = calls.clone();
        if (typeof made === "number") return made;
        this.#tasks[0] = { calls: made };
        return 0;
      }
      case "unshare":
        return calls.unshare();
      case "open":
        return calls.open(operation.cloexec ? O_CLOEXEC : 0);
      case "make":
        return operation.what === "pidfd"
          ? calls.pidfdOpen(calls)
          : calls.open(operation.cloexec ? O_CLOEXEC : 0);
      case "fDupfdQuery":
        return calls.fDupfdQuery(operation.fd, operation.otherfd);
      case "openMissing":
        // The path is looked up after the descriptor is reserved.
        return calls.openNothing("ENOTDIR");
      case "fill": {
        let result = 0;
        for (let count = operation.count; count > 0 && result >= 0; count--) result = calls.open();
        return result;
      }
      case "dup":
        return calls.dup(operation.fd);
      case "dup2":
        return calls.dup2(operation.fd, operation.newfd);
      case "dup3":
        return calls.dup3(operation.fd, operation.newfd, operation.flags);
      case "fDupfd":
        return calls.fDupfd(operation.fd, operation.minimum, operation.cloexec ? O_CLOEXEC : 0);
      case "fGetfd":
        return calls.fGetfd(operation.fd);
      case "fSetfd":
        return calls.fSetfd(operation.fd, operation.flags);
      case "close":
        return calls.close(operation.fd);
      case "closeRange":
        return calls.closeRange(operation.first, operation.last, operation.flags);
      case "pipe2":
        return calls.pipe2(operation.flags);
      case "socketpair":
        return calls.socketpair(operation.cloexec ? O_CLOEXEC : 0);
      case "accept4":
        return this.#accept(calls, operation);
      case "clonePidfd": {
        const made = calls.clonePidfd({ files: operation.files });
        if (typeof made === "number") return made;
        const [pidfd, child] = made;
        const seen = child.fGetfd(pidfd);
        child.exit();
        return [pidfd, seen];
      }
      case "pidfdGetfd":
        return getThrough(calls, calls, operation.fd);
      case "setrlimit":
        return calls.setrlimit(
          operation.limit === "past nr_open" ? this.#kernel.nrOpen + 1 : operation.limit,
        );
      case "scmRights": {
        const { fds, room, cloexec, fault } = operation;
        const pair = calls.socketpair();
        if (typeof pair === "number") return pair;
        const sent = calls.sendmsg(fds);
        const received =
          typeof sent === "number"
            ? sent
            : calls.recvmsg(sent, { controlLength: CMSG_HEADER + 4 * room, cloexec, fault });
        for (const end of pair) calls.close(end);
        return received;
      }
    }
  }

  #accept(calls: Syscalls, { connected, cloexec }: Extract<LoneOperation, { op: "accept4" }>): number {
    const listening = calls.open();
    if (listening < 0) return listening;
    const connecting = connected ? calls.open() : undefined;
    const flags = cloexec ? O_CLOEXEC : 0;
    let accepted = connecting ?? 0;
    if (accepted >= 0) accepted = connected ? calls.open(flags) : calls.openNothing("EAGAIN", flags);
    for (const fd of [listening, connecting ?? -1]) if (fd >= 0) calls.close(fd);
    return accepted;
  }

  /** Which of some descriptors the first task has open, as the real one sees them. */
  look(fds: readonly number[]): Slot[] {
    const { fget, fput } = this.#model;
    const { calls } = this.#tasks[0] as ModelTask;
    const labels = new Map<number, number>();
    return fds.flatMap((fd): Slot[] => {
      const file = fget(this.#kernel, calls.task, fd);
      if (file === 0) return [];
      fput(this.#kernel, file);
      const label = labels.get(file) ?? labels.size;
      labels.set(file, label);
      return [[fd, 2 * label + calls.fGetfd(fd)]];
    });
  }

  /** What all tasks have open, as the real ones are seen. */
  view(): View {
    const kernel = this.#kernel;
    const labels = new Map<number, number>();
    const tables = this.#tasks.map((task) => task && kernel.memory.words[task.calls.task]);
    return tables.map((files, task) => {
      if (files === undefined) return undefined;
      const sharer = tables.indexOf(files);
      if (sharer < task) return sharer;
      const window = new Array<number>(WINDOW).fill(-1);
      for (const { fd, state, value, cloexec } of this.#model.viewTable(kernel, files).slots) {
        if (state !== "open" || fd >= WINDOW) continue;
        const label = labels.get(value) ?? labels.size;
        labels.set(value, label);
        window[fd] = 2 * label + (cloexec ? 1 : 0);
      }
      return window;
    });
  }
}

/** A descriptor of another task, through a pidfd that is closed again. */
function getThrough(calls: Syscalls, of: Syscalls, fd: number): number {
  const pidfd = calls.pidfdOpen(of);
  if (pidfd < 0) return pidfd;
  const got = calls.pidfdGetfd(pidfd, fd);
  calls.close(pidfd);
  return got;
}

function inThread(thread: Syscalls, { call, number }: Extract<LoneOperation, { op: "inThread" }>): number {
  switch (call) {
    case "dup":
      return thread.dup(number);
    case "fGetfd":
      return thread.fGetfd(number);
    case "close":
      return thread.close(number);
    case "setrlimit":
      return thread.setrlimit(number);
    case "unshare":
      return thread.unshare();
    case "pidfdGetfd":
      return getThrough(thread, thread, number);
  }
}
