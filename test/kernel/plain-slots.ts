/** Slots once more, as plainly as they can be said: arrays and objects, no memory, no locks, no bitmaps. */

const [EBADF, EBUSY, EINVAL, EMFILE] = [-9, -16, -22, -24];

/** An open file and how many hold it. */
export interface PlainFile {
  readonly serial: number;
  holders: number;
}

/** One descriptor that is not free; without a file it is reserved. */
interface Entry {
  file?: PlainFile;
  cloexec: boolean;
}

/** A table, and how many tasks share it. */
interface Table {
  readonly entries: Map<number, Entry>;
  users: number;
}

/** What a task has prepared and not committed. */
interface Pair {
  readonly fd: number;
  file?: PlainFile;
}

/** A task: its table, its process's limit, its pairs. */
export interface PlainTask {
  table: Table;
  readonly process: { limit: number };
  pairs: Pair[];
}

/** The calls, on tasks that are plain objects. Each gives what the kernel's call gives. */
export class PlainSlots {
  /** The serials of the files that nobody holds any more, in order. */
  readonly released: number[] = [];
  #files = 0;

  /** @param maxPairs - How many pairs a task can have. */
  constructor(readonly maxPairs: number) {}

  init(limit: number): PlainTask {
    return { table: { entries: new Map(), users: 1 }, process: { limit }, pairs: [] };
  }

  clone(task: PlainTask, isSharing: boolean): PlainTask {
    const table = isSharing ? task.table : this.#copy(task.table);
    if (isSharing) table.users++;
    return { table, process: isSharing ? task.process : { ...task.process }, pairs: [] };
  }

  file(): PlainFile {
    return { serial: ++this.#files, holders: 1 };
  }

  reserve({ table, process }: PlainTask, cloexec: boolean): number {
    let fd = 0;
    while (table.entries.has(fd)) fd++;
    if (fd >= process.limit) return EMFILE;
    table.entries.set(fd, { cloexec });
    return fd;
  }

  install({ table }: PlainTask, fd: number, file: PlainFile): void {
    (table.entries.get(fd) as Entry).file = file;
  }

  put({ table }: PlainTask, fd: number): void {
    table.entries.delete(fd);
  }

  prepare(task: PlainTask, cloexec: boolean): number {
    if (task.pairs.length === this.maxPairs) return EMFILE;
    const fd = this.reserve(task, cloexec);
    if (fd >= 0) task.pairs.push({ fd });
    return fd;
  }

  stage(task: PlainTask, fd: number, file: PlainFile): void {
    (task.pairs.find((pair) => pair.fd === fd) as Pair).file = file;
  }

  /** The return of a syscall, or the end of a task. */
  commit(task: PlainTask, isFailure: boolean): void {
    for (const { fd, file } of task.pairs.splice(0).reverse()) {
      if (file !== undefined && !isFailure) this.install(task, fd, file);
      else {
        this.put(task, fd);
        if (file !== undefined) this.drop(file);
      }
    }
  }

  close({ table }: PlainTask, fd: number): number {
    const file = table.entries.get(fd)?.file;
    if (file === undefined) return EBADF;
    table.entries.delete(fd);
    this.drop(file);
    return 0;
  }

  dup(task: PlainTask, fd: number): number {
    const file = task.table.entries.get(fd)?.file;
    if (file === undefined) return EBADF;
    const copy = this.reserve(task, false);
    if (copy < 0) return copy;
    file.holders++;
    this.install(task, copy, file);
    return copy;
  }

  dup2({ table, process }: PlainTask, from: number, to: number): number {
    const file = table.entries.get(from)?.file;
    if (from === to) return file === undefined ? EBADF : to;
    if (to >= process.limit || file === undefined) return EBADF;
    const old = table.entries.get(to);
    if (old !== undefined && old.file === undefined) return EBUSY;
    file.holders++;
    table.entries.set(to, { file, cloexec: false });
    if (old?.file !== undefined) this.drop(old.file);
    return to;
  }

  closeRange(task: PlainTask, first: number, last: number): number {
    if (first > last) return EINVAL;
    for (let fd = first; fd <= last; fd++) this.close(task, fd);
    return 0;
  }

  unshare(task: PlainTask): number {
    if (task.table.users === 1) return 0;
    if (task.pairs.length > 0) return EINVAL;
    const copy = this.#copy(task.table);
    this.#leave(task.table);
    task.table = copy;
    return 0;
  }

  exit(task: PlainTask): void {
    this.commit(task, true);
    this.#leave(task.table);
  }

  drop(file: PlainFile): void {
    if (--file.holders === 0) this.released.push(file.serial);
  }

  #copy({ entries }: Table): Table {
    const open = [...entries].filter(([, { file }]) => file !== undefined);
    for (const [, { file }] of open) (file as PlainFile).holders++;
    return { entries: new Map(open.map(([fd, entry]) => [fd, { ...entry }])), users: 1 };
  }

  #leave(table: Table): void {
    if (--table.users > 0) return;
    for (const [, { file }] of [...table.entries].sort(([a], [b]) => a - b))
      if (file !== undefined) this.drop(file);
  }
}
