/** The naive descriptor table that the model is compared with: arrays, scanned from the start, one step a call. */
import {
  CLOSE_RANGE_CLOEXEC,
  CLOSE_RANGE_UNSHARE,
  errnoNumbers,
  FD_CLOEXEC,
  O_CLOEXEC,
} from "../../src/kernel/index.js";

const { EBADF, EBUSY, EINVAL, EMFILE, EPERM } = errnoNumbers;

/** An open file: how many slots name it. */
export interface ReferenceFile {
  readonly id: number;
  references: number;
}

/** A claimed slot: reserved while it has no file. A free slot is undefined. */
export interface ReferenceSlot {
  file: ReferenceFile | undefined;
  cloexec: boolean;
}

/** A table: how many tasks share it, how many slots it has room for, and the slots. */
export interface ReferenceTable {
  sharers: number;
  maxFds: number;
  slots: (ReferenceSlot | undefined)[];
}

/** A task: its table until it exits, and the RLIMIT_NOFILE that it shares with its threads. */
export interface ReferenceTask {
  table: ReferenceTable | undefined;
  limit: { nofile: number };
}

/** The parameters that decide results. */
export interface ReferenceOptions {
  readonly bitsPerLong: number;
  readonly nrOpenDefault: number;
  readonly nrOpen: number;
}

/** Every operation of the table design, with the result that Linux gives. */
export class Reference {
  nrOpen: number;
  /** The files whose last reference is gone, in order. */
  readonly released: number[] = [];
  /** The functions that have warned; each warns once. */
  readonly warned = new Set<string>();

  constructor(readonly options: ReferenceOptions) {
    this.nrOpen = options.nrOpen;
  }

  init(nofile: number): ReferenceTask {
    return { table: this.#emptyTable(this.options.nrOpenDefault), limit: { nofile } };
  }

  /** The descriptor, or a negative error; the slot is then reserved. */
  reserve(task: ReferenceTask, cloexec: boolean, minimum = 0): number {
    const { table } = task;
    if (table === undefined) return -EMFILE;
    let fd = minimum;
    while (table.slots[fd] !== undefined) fd++;
    if (fd >= task.limit.nofile || !this.#grow(table, fd)) return -EMFILE;
    table.slots[fd] = { file: undefined, cloexec };
    return fd;
  }

  install(task: ReferenceTask, fd: number, file: ReferenceFile): void {
    const slot = task.table?.slots[fd];
    if (slot === undefined) {
      this.warned.add("fd_install");
      this.#drop(file);
    } else slot.file = file;
  }

  put(task: ReferenceTask, fd: number): void {
    if (task.table === undefined) this.warned.add("put_unused_fd");
    else task.table.slots[fd] = undefined;
  }

  /** The file that a descriptor names. */
  lookUp(task: ReferenceTask, fd: number): ReferenceFile | undefined {
    return task.table?.slots[fd]?.file;
  }

  close(task: ReferenceTask, fd: number): number {
    if (this.lookUp(task, fd) === undefined) return -EBADF;
    this.#closeSlot(task.table as ReferenceTable, fd);
    return 0;
  }

  dup(task: ReferenceTask, fd: number): number {
    return this.#duplicate(task, fd, 0, false);
  }

  fDupfd(task: ReferenceTask, fd: number, minimum: number, cloexec: boolean): number {
    if (this.lookUp(task, fd) === undefined) return -EBADF;
    if (minimum < 0 || minimum >= task.limit.nofile) return -EINVAL;
    return this.#duplicate(task, fd, minimum, cloexec);
  }

  dup2(task: ReferenceTask, oldfd: number, newfd: number): number {
    if (oldfd !== newfd) return this.#duplicateOnto(task, oldfd, newfd, false);
    return this.lookUp(task, oldfd) === undefined ? -EBADF : oldfd;
  }

  dup3(task: ReferenceTask, oldfd: number, newfd: number, flags: number): number {
    if (oldfd === newfd || (flags !== 0 && flags !== O_CLOEXEC)) return -EINVAL;
    return this.#duplicateOnto(task, oldfd, newfd, flags === O_CLOEXEC);
  }

  fGetfd(task: ReferenceTask, fd: number): number {
    if (this.lookUp(task, fd) === undefined) return -EBADF;
    return task.table?.slots[fd]?.cloexec === true ? FD_CLOEXEC : 0;
  }

  fSetfd(task: ReferenceTask, fd: number, flags: number): number {
    const slot = task.table?.slots[fd];
    if (slot?.file === undefined) return -EBADF;
    slot.cloexec = (flags & FD_CLOEXEC) !== 0;
    return 0;
  }

  closeRange(task: ReferenceTask, signedFirst: number, signedLast: number, flags: number): number {
    const first = signedFirst >>> 0;
    const last = signedLast >>> 0;
    if ((flags & ~(CLOSE_RANGE_UNSHARE | CLOSE_RANGE_CLOEXEC)) !== 0) return -EINVAL;
    if (first > last) return -EINVAL;
    if (task.table === undefined) return 0;
    const mark = (flags & CLOSE_RANGE_CLOEXEC) !== 0;
    if ((flags & CLOSE_RANGE_UNSHARE) !== 0) {
      const error = this.#unshare(task, mark ? undefined : [first, last]);
      if (error < 0) return error;
    }
    const { table } = task;
    for (let fd = first; fd <= last && fd < table.maxFds; fd++) {
      const slot = table.slots[fd];
      if (mark && slot !== undefined) slot.cloexec = true;
      if (!mark && slot?.file !== undefined) this.#closeSlot(table, fd);
    }
    return 0;
  }

  clone(task: ReferenceTask, files: boolean, thread: boolean): ReferenceTask | number {
    let { table } = task;
    if (table !== undefined) {
      if (files) table.sharers++;
      else {
        const copy = this.#copy(table, undefined);
        if (typeof copy === "number") return copy;
        table = copy;
      }
    }
    return { table, limit: thread ? task.limit : { ...task.limit } };
  }

  unshareFiles(task: ReferenceTask): number {
    return this.#unshare(task, undefined);
  }

  execve(task: ReferenceTask): number {
    const error = this.#unshare(task, undefined);
    if (error < 0) {
      this.exit(task);
      return error;
    }
    const { table } = task;
    table?.slots.forEach((slot, fd) => {
      if (slot?.cloexec !== true) return;
      if (slot.file === undefined) slot.cloexec = false;
      else this.#closeSlot(table, fd);
    });
    return 0;
  }

  exit(task: ReferenceTask): void {
    if (task.table !== undefined) this.#leave(task.table);
    task.table = undefined;
  }

  setRlimitNofile(task: ReferenceTask, limit: number): number {
    if (limit < 0 || limit > this.nrOpen) return -EPERM;
    task.limit.nofile = limit;
    return 0;
  }

  /** How many of the files arrived; the others are dropped. `reachable`: whether user memory can be written. */
  receive(task: ReferenceTask, files: readonly ReferenceFile[], room: number, reachable: boolean): number {
    let installed = 0;
    for (const file of files) {
      if (installed >= room) break;
      const fd = this.reserve(task, false);
      if (fd < 0) break;
      if (!reachable) {
        this.put(task, fd);
        break;
      }
      file.references++;
      this.install(task, fd, file);
      installed++;
    }
    for (const file of files) this.#drop(file);
    return installed;
  }

  openDescriptors(task: ReferenceTask): number[] | number {
    if (task.table === undefined) return -EBADF;
    return task.table.slots.flatMap((slot, fd) => (slot?.file === undefined ? [] : [fd]));
  }

  #emptyTable(maxFds: number): ReferenceTable {
    return { sharers: 1, maxFds, slots: [] };
  }

  #drop(file: ReferenceFile): void {
    if (--file.references === 0) this.released.push(file.id);
  }

  #closeSlot(table: ReferenceTable, fd: number): void {
    const file = table.slots[fd]?.file as ReferenceFile;
    table.slots[fd] = undefined;
    this.#drop(file);
  }

  /** The next power of two, within nr_open; undefined when that is not enough. */
  #sizeFor(slots: number): number | undefined {
    const word = this.options.bitsPerLong;
    let size = word;
    while (size < slots) size *= 2;
    if (size > this.nrOpen) size = this.nrOpen - (this.nrOpen % word);
    return size < slots ? undefined : size;
  }

  #grow(table: ReferenceTable, fd: number): boolean {
    if (fd < table.maxFds) return true;
    const size = fd < this.nrOpen ? this.#sizeFor(fd + 1) : undefined;
    if (size === undefined) return false;
    table.maxFds = size;
    return true;
  }

  #duplicate(task: ReferenceTask, fd: number, minimum: number, cloexec: boolean): number {
    const file = this.lookUp(task, fd);
    if (file === undefined) return -EBADF;
    const copy = this.reserve(task, cloexec, minimum);
    if (copy < 0) return copy;
    file.references++;
    this.install(task, copy, file);
    return copy;
  }

  #duplicateOnto(task: ReferenceTask, oldfd: number, newfd: number, cloexec: boolean): number {
    const { table } = task;
    if (newfd < 0 || newfd >= task.limit.nofile || table === undefined) return -EBADF;
    const grown = this.#grow(table, newfd); // before oldfd is looked at
    const file = this.lookUp(task, oldfd);
    if (file === undefined || !grown) return -EBADF;
    const slot = table.slots[newfd];
    if (slot !== undefined && slot.file === undefined) return -EBUSY;
    file.references++;
    table.slots[newfd] = { file, cloexec };
    if (slot?.file !== undefined) this.#drop(slot.file);
    return newfd;
  }

  /** A copy for one task: reserved slots are free in it. Its size ignores a hole that nothing lies above. */
  #copy(table: ReferenceTable, hole: readonly [number, number] | undefined): ReferenceTable | number {
    const word = this.options.bitsPerLong;
    const claimedBelow = (end: number): number => {
      let fd = Math.min(end, table.maxFds);
      while (fd > 0 && table.slots[fd - 1] === undefined) fd--;
      return fd;
    };
    let size = claimedBelow(table.maxFds);
    if (hole !== undefined && size > hole[0] && size <= hole[1] + 1) size = claimedBelow(hole[0]);
    size = Math.max(word, Math.ceil(size / word) * word);
    const maxFds = size <= this.options.nrOpenDefault ? this.options.nrOpenDefault : this.#sizeFor(size);
    if (maxFds === undefined) return -EMFILE;
    const copy = this.#emptyTable(maxFds);
    table.slots.forEach((slot, fd) => {
      if (slot?.file === undefined || fd >= size) return;
      slot.file.references++;
      copy.slots[fd] = { ...slot };
    });
    return copy;
  }

  #unshare(task: ReferenceTask, hole: readonly [number, number] | undefined): number {
    if (task.table === undefined || task.table.sharers === 1) return 0;
    const copy = this.#copy(task.table, hole);
    if (typeof copy === "number") return copy;
    this.#leave(task.table);
    task.table = copy;
    return 0;
  }

  #leave(table: ReferenceTable): void {
    if (--table.sharers > 0) return;
    table.slots.forEach((slot) => {
      if (slot?.file !== undefined) this.#drop(slot.file);
    });
  }
}
