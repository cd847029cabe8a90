/** The model's side: the same operations as kernel functions of the model, and the same view of the window. */
import {
  O_CLOEXEC,
  O_NONBLOCK,
  ofTasks,
  WINDOW,
  type Operation,
  type Result,
  type TableOperation,
  type View,
} from "./operation.js";

/** The model as a module: the package's own, or a copy with a fault. */
export type ModelModule = typeof import("fd-reservation/kernel");

const O_DIRECT = 0o40000;
const O_NOTIFICATION_PIPE = 0o200;

/** A task of the model. */
interface ModelTask {
  readonly address: number;
  /** What it has reserved, while its open() is blocked. */
  blocked?: number;
  /** Whether it runs another program. */
  executed?: boolean;
}

/** The tasks of the model; the first one has an empty table. */
export class Model {
  readonly #model: ModelModule;
  readonly #kernel: InstanceType<ModelModule["Kernel"]>;
  readonly #user: number;
  readonly #tasks: (ModelTask | undefined)[];

  /**
   * @param model - Which model.
   * @param nrOpen - sysctl_nr_open of the kernel that it is compared with.
   */
  constructor(model: ModelModule, nrOpen: number) {
    this.#model = model;
    this.#kernel = new model.Kernel({ nrOpen: Math.min(nrOpen, 2 ** 26), rlimitNofile: WINDOW });
    this.#user = model.allocUser(this.#kernel, 16);
    this.#tasks = [{ address: model.initTask(this.#kernel) }];
  }

  /** Performs an operation; undefined when it is skipped. */
  perform(operation: Operation): Result | undefined {
    const model = this.#model;
    const kernel = this.#kernel;
    const number = ofTasks(operation) ? operation.task : 0;
    const task = this.#tasks[number];
    if (task === undefined) return undefined;
    const { address } = task;
    const isReady = task.blocked === undefined && task.executed !== true;
    if (operation.op === "exit") return number === 0 ? undefined : this.#end(number, task);
    if (operation.op === "interrupt") return this.#rollBack(task);
    if (!isReady) return undefined;
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- what is left are the calls on one table, passed on as such
    switch (operation.op) {
      case "clone": {
        const { child, files } = operation;
        if (this.#tasks[child] !== undefined) return undefined;
        const made = model.clone(kernel, address, { files });
        if (made < 0) return made;
        this.#tasks[child] = { address: made };
        return 0;
      }
      case "unshare":
        return model.unshareFiles(kernel, address);
      case "exec":
        if (number === 0) return undefined;
        task.executed = true;
        return model.execve(kernel, address);
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
        const fd = this.#open(address, 0);
        if (fd < 0) return fd;
        const read = reader.blocked;
        delete reader.blocked;
        model.fdInstall(kernel, reader.address, read, model.allocFile(kernel));
        model.closeFd(kernel, address, fd);
        return [fd, read];
      }
      default:
        return this.#perform(operation, address);
    }
  }

  /** A blocked open() fails: what it reserved is free again. */
  #rollBack(task: ModelTask): Result | undefined {
    if (task.blocked === undefined) return undefined;
    this.#model.putUnusedFd(this.#kernel, task.address, task.blocked);
    delete task.blocked;
    return -this.#model.errnoNumbers.EINTR;
  }

  #end(number: number, task: ModelTask): 0 {
    this.#rollBack(task);
    this.#model.exitFiles(this.#kernel, task.address);
    this.#tasks[number] = undefined;
    return 0;
  }

  #perform(operation: TableOperation, task: number): Result {
    const model = this.#model;
    const kernel = this.#kernel;
    switch (operation.op) {
      case "open":
        return this.#open(task, operation.cloexec ? O_CLOEXEC : 0);
      case "openMissing": {
        // The path is looked up after the descriptor is reserved.
        const fd = model.getUnusedFdFlags(kernel, task, 0);
        if (fd < 0) return fd;
        model.putUnusedFd(kernel, task, fd);
        return -model.errnoNumbers.ENOTDIR;
      }
      case "fill": {
        let result = 0;
        for (let count = operation.count; count > 0 && result >= 0; count--) result = this.#open(task, 0);
        return result;
      }
      case "dup":
        return model.dup(kernel, task, operation.fd);
      case "dup2":
        return model.dup2(kernel, task, operation.fd, operation.newfd);
      case "dup3":
        return model.dup3(kernel, task, operation.fd, operation.newfd, operation.flags);
      case "fDupfd": {
        const { fd, minimum, cloexec } = operation;
        return model.fDupfd(kernel, task, fd, minimum, cloexec ? O_CLOEXEC : 0);
      }
      case "fGetfd":
        return model.fGetfd(kernel, task, operation.fd);
      case "fSetfd":
        return model.fSetfd(kernel, task, operation.fd, operation.flags);
      case "close":
        return model.closeFd(kernel, task, operation.fd);
      case "closeRange":
        return model.closeRange(kernel, task, operation.first, operation.last, operation.flags);
      case "pipe2":
        if ((operation.flags & ~(O_CLOEXEC | O_NONBLOCK | O_DIRECT | O_NOTIFICATION_PIPE)) !== 0) {
          return -model.errnoNumbers.EINVAL;
        }
        return this.#openTwo(task, operation.flags & O_CLOEXEC);
      case "socketpair":
        return this.#openTwo(task, operation.cloexec ? O_CLOEXEC : 0);
      case "setrlimit": {
        const limit = operation.limit === "past nr_open" ? kernel.nrOpen + 1 : operation.limit;
        return model.setRlimitNofile(kernel, task, limit);
      }
      case "scmRights": {
        const sent = this.#send(task, operation.fds);
        if (typeof sent === "number") return sent;
        return this.#receive(task, sent, operation.room, operation.cloexec);
      }
    }
  }

  /** Reserve, then install: what `open` does when the path is there. */
  #open(task: number, flags: number): number {
    const fd = this.#model.getUnusedFdFlags(this.#kernel, task, flags);
    if (fd >= 0) this.#model.fdInstall(this.#kernel, task, fd, this.#model.allocFile(this.#kernel));
    return fd;
  }

  /** What `pipe2` and `socketpair` do: both numbers are reserved before either is installed. */
  #openTwo(task: number, flags: number): Result {
    const model = this.#model;
    const kernel = this.#kernel;
    const first = model.getUnusedFdFlags(kernel, task, flags);
    if (first < 0) return first;
    const second = model.getUnusedFdFlags(kernel, task, flags);
    if (second < 0) {
      model.putUnusedFd(kernel, task, first);
      return second;
    }
    model.fdInstall(kernel, task, first, model.allocFile(kernel));
    model.fdInstall(kernel, task, second, model.allocFile(kernel));
    return [first, second];
  }

  /** The files of a message, each with a reference that it holds; or -EBADF. */
  #send(task: number, fds: readonly number[]): number[] | number {
    const files: number[] = [];
    for (const fd of fds) {
      const file = this.#model.fget(this.#kernel, task, fd);
      if (file === 0) {
        for (const taken of files) this.#model.fput(this.#kernel, taken);
        return -this.#model.errnoNumbers.EBADF;
      }
      files.push(file);
    }
    return files;
  }

  #receive(task: number, files: readonly number[], room: number, cloexec: boolean): Result {
    const { installed, truncated } = this.#model.scmDetachFds(
      this.#kernel,
      task,
      files,
      this.#user,
      room,
      cloexec ? O_CLOEXEC : 0,
    );
    const numbers = this.#kernel.memory.words.subarray(this.#user, this.#user + installed);
    return { fds: Array.from(numbers), truncated };
  }

  /** What all tasks have open, as the real ones are seen. */
  view(): View {
    const kernel = this.#kernel;
    const labels = new Map<number, number>();
    const tables = this.#tasks.map((task) => task && kernel.memory.words[task.address]);
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
