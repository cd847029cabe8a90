/** The table that a runtime uses: the calls of the kernel model on one task, with the runtime's objects for files. */
import {
  allocFd,
  CLOSE_RANGE_CLOEXEC,
  CLOSE_RANGE_UNSHARE,
  clone,
  closeFd,
  closeRange,
  dup,
  dup2,
  dup3,
  errnoNumbers,
  execve,
  exitFiles,
  fDupfd,
  FD_CLOEXEC,
  fdInstall,
  fGetfd,
  filesOf,
  fSetfd,
  getFile,
  getUnusedFdFlags,
  initTask,
  O_CLOEXEC,
  openDescriptors,
  putUnusedFd,
  rlimitNofile,
  setRlimitNofile,
  unshareFiles,
  type KernelBase,
} from "../kernel/index.js";
import { FilesStruct, isInt, lookupFdRaw } from "../kernel/internal.js";
import type { Move } from "../ownership/index.js";
import { Family, type FdTableOptions } from "./family.js";
import {
  F_DUPFD,
  F_DUPFD_CLOEXEC,
  F_DUPFD_QUERY,
  F_GETFD,
  F_GETFL,
  F_SETFD,
  F_SETFL,
  SETFL_MASK,
} from "./fcntl.js";
import { OpenFile } from "./open-file.js";
import { Reservations, type FdReservation } from "./reservation.js";
import { checkSnapshot, type FdTableSnapshot } from "./snapshot.js";

const { EBADF, EBUSY, EINVAL } = errnoNumbers;

/** Whether a value is one of C's `unsigned int`, as close_range takes. */
function isUnsigned(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
}

/**
 * A descriptor table: numbers for the objects of a runtime, lowest free number first, with Linux's results.
 *
 * Calls return what the system call returns: a result, or a negative error number ({@link errnoCode} names it,
 * {@link wasiErrno} makes WASI's of it). What is no descriptor (a fraction, `undefined`, 2^32) is -EBADF, and any other
 * argument that is none -EINVAL: no argument harms the table.
 *
 * Mirrors `struct files_struct` and the calls on it (Linux 6.18), in the words of the kernel model, which is compared with
 * running kernels. It belongs to one thread of JavaScript.
 *
 * @example
 * ```ts
 * using table = new FdTable<{ readonly path: string }>({ release: ({ path }) => console.log(`closes ${path}`) });
 * const fd = table.open({ path: "/tmp/a" });
 * const copy = table.dup(fd);
 * table.close(fd);
 * table.get(copy)?.path; // "/tmp/a"
 * ```
 *
 * @beta
 */
export class FdTable<T> implements Disposable, Iterable<readonly [fd: number, object: T]> {
  readonly #family: Family<T>;
  readonly #task: number;
  readonly #reservations: Reservations<T>;

  /**
   * An empty table.
   *
   * @param options - Limits, and what is called when numbers and files are closed.
   * @throws `KernelOptionError` when a limit is out of its range.
   */
  constructor(options?: FdTableOptions<T>);
  /** @internal */
  constructor(options: FdTableOptions<T>, family: Family<T>, task: number);
  constructor(options: FdTableOptions<T> = {}, family = new Family(options), task = initTask(family.kernel)) {
    this.#family = family;
    this.#task = task;
    this.#reservations = new Reservations(family, task);
  }

  /**
   * Opens an object in the lowest free number.
   *
   * @param object - The runtime's object: one open file description. The table's from here on, when it succeeds.
   * @param flags - `O_CLOEXEC` is the number's; the rest are the status flags of the open file description.
   * @returns The number; or -EMFILE, or -EINVAL when the flags are no integer. Then the object is still the caller's.
   */
  open(object: T, flags = 0): number {
    if (!isInt(flags)) return -EINVAL;
    const { kernel } = this.#family;
    const fd = getUnusedFdFlags(kernel, this.#task, flags & O_CLOEXEC);
    if (fd >= 0) this.#family.install(this.#task, fd, object, flags);
    return fd;
  }

  /**
   * Opens two objects, as `pipe2` and `socketpair` do: both, or none.
   *
   * @param first - The one that gets the lower number.
   * @param second - The other one.
   * @param flags - As in {@link FdTable.open}, for both.
   * @returns The numbers; or -EMFILE or -EINVAL, and nothing is open.
   */
  openPair(first: T, second: T, flags = 0): readonly [first: number, second: number] | number {
    if (!isInt(flags)) return -EINVAL;
    const { kernel } = this.#family;
    const low = getUnusedFdFlags(kernel, this.#task, flags & O_CLOEXEC);
    if (low < 0) return low;
    const high = getUnusedFdFlags(kernel, this.#task, flags & O_CLOEXEC);
    if (high < 0) {
      putUnusedFd(kernel, this.#task, low);
      return high;
    }
    this.#family.install(this.#task, low, first, flags);
    this.#family.install(this.#task, high, second, flags);
    return [low, high];
  }

  /**
   * Reserves the lowest free number, for an object that is still to be made.
   *
   * @param flags - As in {@link FdTable.open}, for the object that is committed.
   * @returns The reservation; its `number` is -EMFILE or -EINVAL when nothing is reserved.
   */
  reserve(flags = 0): FdReservation<T> {
    return this.#reservations.reserve(flags);
  }

  /**
   * The object behind a number.
   *
   * @param fd - The number.
   * @returns The object; undefined when the number is not open (a reserved one is not).
   */
  get(fd: number): T | undefined {
    return this.file(fd)?.object;
  }

  /**
   * The open file description behind a number: the object with its status flags and its offset, which duplicates share.
   *
   * @param fd - The number.
   * @returns The description, undefined when the number is not open.
   */
  file(fd: number): OpenFile<T> | undefined {
    if (!isInt(fd)) return undefined;
    return this.#family.at(lookupFdRaw(this.#family.kernel, this.#task, fd));
  }

  /**
   * Closes a number; the last number of a file releases it. Mirrors `close`.
   *
   * @param fd - The number.
   * @returns 0; -EBADF; or the error of {@link FdTableOptions.flush}, and the number is closed all the same.
   * @throws What a callback throws; the number is closed.
   */
  close(fd: number): number {
    if (!isInt(fd)) return -EBADF;
    const family = this.#family;
    if (family.isQuiet) return closeFd(family.kernel, this.#task, fd);
    const flushed = this.#flushedAt(fd);
    const result = closeFd(family.kernel, this.#task, fd);
    return result < 0 ? result : family.tell(flushed);
  }

  /**
   * Closes the numbers of a range, or marks them close-on-exec. Reserved ones stay. Mirrors `close_range`.
   *
   * @param first - The first number, 0 to 2^32 - 1.
   * @param last - The last one, included.
   * @param flags - `CLOSE_RANGE_CLOEXEC`: mark instead of closing. `CLOSE_RANGE_UNSHARE`: in a private copy of the table.
   * @returns 0; -EINVAL (unknown flags, no such range); -EBUSY when it unshares and a number is reserved.
   * @throws What a callback throws; everything in the range is closed.
   */
  closeRange(first: number, last: number, flags = 0): number {
    if (!isUnsigned(first) || !isUnsigned(last) || !isInt(flags)) return -EINVAL;
    if ((flags & CLOSE_RANGE_UNSHARE) !== 0 && this.#reservations.any) return -EBUSY;
    const isMarking = (flags & CLOSE_RANGE_CLOEXEC) !== 0;
    // The copy is made without the range: nothing is closed, and the others keep it.
    const isLeft = (flags & CLOSE_RANGE_UNSHARE) !== 0 && this.#isShared;
    const isInRange = (fd: number): boolean => !isMarking && !isLeft && fd >= first && fd <= last;
    return this.#closing(isInRange, () => closeRange(this.#family.kernel, this.#task, first, last, flags));
  }

  /**
   * Duplicates a number onto the lowest free one. Mirrors `dup`.
   *
   * @param fd - An open number.
   * @returns The new number, without close-on-exec; -EBADF or -EMFILE.
   */
  dup(fd: number): number {
    return isInt(fd) ? dup(this.#family.kernel, this.#task, fd) : -EBADF;
  }

  /**
   * Makes a number name the same file as another one, closing what it named. Mirrors `dup2`.
   *
   * @param from - An open number.
   * @param to - The number wanted; equal numbers change nothing.
   * @returns `to`; -EBADF (`from` is not open, `to` is none below the limit), or -EBUSY (`to` is reserved).
   * @throws What a callback throws; `to` names the file.
   */
  dup2(from: number, to: number): number {
    if (!isInt(from) || !isInt(to)) return -EBADF;
    return this.#replacing(from, to, () => dup2(this.#family.kernel, this.#task, from, to));
  }

  /**
   * {@link FdTable.dup2} with a choice of close-on-exec, that refuses equal numbers. Mirrors `dup3`.
   *
   * @param from - An open number.
   * @param to - The number wanted.
   * @param flags - `O_CLOEXEC` or 0.
   * @returns As dup2; -EINVAL for other flags and equal numbers.
   * @throws What a callback throws; `to` names the file.
   */
  dup3(from: number, to: number, flags = 0): number {
    if (!isInt(flags)) return -EINVAL;
    if (!isInt(from) || !isInt(to)) return -EBADF;
    return this.#replacing(from, to, () => dup3(this.#family.kernel, this.#task, from, to, flags));
  }

  /**
   * Moves an open number onto another open one, closing what that named; close-on-exec moves as well.
   *
   * Mirrors `fd_renumber` of WASI preview 1, which is `dup2` and `close` in one step.
   *
   * @param from - The number to move, which is free afterwards.
   * @param to - The number that it becomes; equal numbers change nothing.
   * @returns 0; -EBADF when either is not open (a reserved one is not).
   * @throws What a callback throws; the number has moved.
   */
  renumber(from: number, to: number): number {
    if (this.file(from) === undefined || this.file(to) === undefined) return -EBADF;
    if (from === to) return 0;
    const { kernel } = this.#family;
    return this.#replacing(from, to, () => {
      dup3(kernel, this.#task, from, to, fGetfd(kernel, this.#task, from) === FD_CLOEXEC ? O_CLOEXEC : 0);
      return closeFd(kernel, this.#task, from);
    });
  }

  /**
   * The commands of `fcntl` that concern descriptors: `F_DUPFD`, `F_DUPFD_CLOEXEC`, `F_DUPFD_QUERY`, `F_GETFD`, `F_SETFD`,
   * `F_GETFL` and `F_SETFL`.
   *
   * @param fd - An open number.
   * @param command - What to do.
   * @param argument - Its argument.
   * @returns What the command returns; -EBADF; -EINVAL for another command, an argument that is no integer, or an `F_DUPFD`
   * minimum that is not below the limit; -EMFILE.
   */
  fcntl(fd: number, command: number, argument = 0): number {
    const file = this.file(fd);
    if (file === undefined) return -EBADF;
    const { kernel } = this.#family;
    if (command === F_DUPFD_QUERY) {
      const other = this.file(argument);
      return other === undefined ? -EBADF : Number(other === file);
    }
    if (!isInt(argument)) return -EINVAL;
    switch (command) {
      case F_DUPFD:
        return fDupfd(kernel, this.#task, fd, argument, 0);
      case F_DUPFD_CLOEXEC:
        return fDupfd(kernel, this.#task, fd, argument, O_CLOEXEC);
      case F_GETFD:
        return fGetfd(kernel, this.#task, fd);
      case F_SETFD:
        return fSetfd(kernel, this.#task, fd, argument);
      case F_GETFL:
        return file.flags;
      case F_SETFL:
        file.flags = (file.flags & ~SETFL_MASK) | (argument & SETFL_MASK);
        return 0;
      default:
        return -EINVAL;
    }
  }

  /** Numbers stay below it; open ones at or above it stay open. */
  get limit(): number {
    return rlimitNofile(this.#family.kernel, this.#task);
  }

  /**
   * Sets the limit. Mirrors `setrlimit` with `RLIMIT_NOFILE`. It is this table's: a sharer has another one, as a process has.
   *
   * @param limit - 0 to {@link FdTableOptions.maximum}.
   * @returns 0; -EPERM past the maximum; -EINVAL for what is no integer.
   */
  setLimit(limit: number): number {
    return Number.isInteger(limit) ? setRlimitNofile(this.#family.kernel, this.#task, limit) : -EINVAL;
  }

  /**
   * A second task on the same table, as `clone` with `CLONE_FILES` makes: each sees what the other opens and closes. It has a
   * separate limit and a separate end; the last one that ends closes everything.
   *
   * @returns The sharer.
   */
  share(): FdTable<T> {
    return this.#child(true);
  }

  /**
   * A copy, as `fork` makes: the same open files under the same numbers, and from here on another table. Reserved numbers
   * are free in the copy.
   *
   * @returns The copy.
   */
  fork(): FdTable<T> {
    return this.#child(false);
  }

  #child(files: boolean): FdTable<T> {
    const family = this.#family;
    return new FdTable(family.options, family, clone(family.kernel, this.#task, { files }));
  }

  /**
   * Leaves the sharers and goes on with a copy. Mirrors `unshare` with `CLONE_FILES`.
   *
   * @returns 0; -EBUSY while a number is reserved: the copy would not have it.
   */
  unshare(): number {
    return this.#reservations.any ? -EBUSY : unshareFiles(this.#family.kernel, this.#task);
  }

  /**
   * What `execve` does to a table: it is unshared, and numbers with close-on-exec are closed.
   *
   * @returns 0; -EBUSY while a number is reserved.
   * @throws What a callback throws; everything is closed that was to be.
   */
  exec(): number {
    if (this.#reservations.any) return -EBUSY;
    const { kernel } = this.#family;
    return this.#closing(
      (fd) => fGetfd(kernel, this.#task, fd) === FD_CLOEXEC,
      () => execve(kernel, this.#task),
    );
  }

  /**
   * Ends the table: what is reserved is given back, and what no sharer has open is closed. Afterwards it is of type `never`; to
   * those who hold it by another name nothing is open in it, and nothing can be.
   *
   * Mirrors `exit_files`.
   *
   * @throws What a callback throws; everything is closed.
   */
  exit(this: Move<FdTable<T>>): asserts this is never {
    this[Symbol.dispose]();
  }

  /** {@link FdTable.exit}, at scope exit. */
  [Symbol.dispose](): void {
    const { kernel } = this.#family;
    if (filesOf(kernel, this.#task) === 0) return;
    this.#reservations[Symbol.dispose]();
    const isShared = this.#isShared;
    this.#closing(
      () => !isShared,
      () => {
        exitFiles(kernel, this.#task);
        return 0;
      },
    );
  }

  /** The open numbers with their objects, lowest first. One that is closed meanwhile is left out. */
  *[Symbol.iterator](): IterableIterator<[fd: number, object: T]> {
    for (const fd of this.#numbers()) {
      const file = this.file(fd);
      if (file !== undefined) yield [fd, file.object];
    }
  }

  /** The table as plain data, with the objects themselves. */
  snapshot(): FdTableSnapshot<T>;
  /**
   * The table as plain data.
   *
   * @param encode - Makes data of an object; called once for each open file description.
   */
  snapshot<D>(encode: (object: T) => D): FdTableSnapshot<D>;
  snapshot(encode: (object: T) => unknown = (object) => object): FdTableSnapshot<unknown> {
    const places = new Map<OpenFile<T>, number>();
    const descriptors = this.#numbers().map((fd) => {
      const opened = this.file(fd) as OpenFile<T>;
      const file = places.get(opened) ?? places.size;
      places.set(opened, file);
      return { fd, file, cloexec: fGetfd(this.#family.kernel, this.#task, fd) === FD_CLOEXEC };
    });
    const files = Array.from(places.keys(), ({ object, flags, position }) => ({
      object: encode(object),
      flags,
      position,
    }));
    return { version: 1, limit: this.limit, files, descriptors };
  }

  /**
   * A table as it was: the same numbers, duplicates of each other as they were. It shares no open file with any other table.
   *
   * @param snapshot - What `snapshot` returned.
   * @param decode - Makes an object of its data.
   * @param options - As for a new table; `limit` is the snapshot's by default.
   * @throws RangeError when the data is no snapshot; `KernelOptionError` when a limit is out of its range.
   */
  static restore<T, D>(
    snapshot: FdTableSnapshot<D>,
    decode: (data: D) => T,
    options: FdTableOptions<T> = {},
  ): FdTable<T> {
    const table = new FdTable<T>({ limit: snapshot.limit, ...options });
    const family = table.#family;
    const { kernel } = family;
    checkSnapshot(snapshot, kernel.nrOpen);
    const opened = snapshot.files.map(
      ({ object, flags, position }) => new OpenFile(decode(object), flags, position),
    );
    const addresses = new Map<number, number>();
    for (const { fd, file, cloexec } of snapshot.descriptors) {
      // What was opened below a higher limit stays open: the number is the snapshot's, not the limit's.
      allocFd(kernel, filesOf(kernel, table.#task), fd, fd + 1, cloexec ? O_CLOEXEC : 0);
      let address = addresses.get(file);
      if (address === undefined) addresses.set(file, (address = family.make(opened[file] as OpenFile<T>)));
      else getFile(kernel, address);
      fdInstall(kernel, table.#task, fd, address);
    }
    return table;
  }

  /** @internal The kernel, and whether all of its calls have returned. */
  get state(): { readonly kernel: KernelBase; readonly isAtRest: boolean } {
    return { kernel: this.#family.kernel, isAtRest: this.#family.reserved === 0 };
  }

  /** The open numbers, lowest first. */
  #numbers(): number[] {
    const numbers = openDescriptors(this.#family.kernel, this.#task);
    return typeof numbers === "number" ? [] : numbers;
  }

  /** What is to be flushed when a number is closed. */
  #flushedAt(fd: number): OpenFile<T>[] {
    const file = this.#family.options.flush === undefined ? undefined : this.file(fd);
    return file === undefined ? [] : [file];
  }

  /** Performs a call that makes `to` name another file. */
  #replacing(from: number, to: number, call: () => number): number {
    return this.#telling(() => (from === to ? [] : this.#flushedAt(to)), call);
  }

  /** Performs a call that closes some numbers of the table. */
  #closing(closes: (fd: number) => boolean, call: () => number): number {
    const { flush } = this.#family.options;
    return this.#telling(() => {
      const closed = flush === undefined ? [] : this.#numbers().filter(closes);
      return closed.flatMap((fd) => this.#flushedAt(fd));
    }, call);
  }

  /** Performs a call, and tells the runtime what it has closed, unless it failed. */
  #telling(flushed: () => OpenFile<T>[], call: () => number): number {
    const family = this.#family;
    if (family.isQuiet) return call();
    const files = flushed();
    const result = call();
    if (result >= 0) family.tell(files);
    return result;
  }

  /** Whether another table has the same numbers, so that they stay open when this one goes. */
  get #isShared(): boolean {
    const { kernel } = this.#family;
    return kernel.memory.load(filesOf(kernel, this.#task) + FilesStruct.count) > 1;
  }
}
