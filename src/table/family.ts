/** What tables have in common that share open files: one kernel, the objects of its files, and what is told of closing. */
import { allocFile, fdInstall, KernelBase, O_CLOEXEC, tableScheme } from "../kernel/index.js";
import { FileStruct, integerOf, nrOpenOf } from "../kernel/internal.js";
import { OpenFile } from "./open-file.js";

/**
 * Parameters of a {@link FdTable}.
 *
 * @beta
 */
export interface FdTableOptions<T> {
  /** Numbers stay below it, as below the soft `RLIMIT_NOFILE`: 0 to `maximum`; 1024 (or `maximum`, if lower) by default. */
  readonly limit?: number;
  /** The limit cannot be set past it, as past `sysctl_nr_open`: 64 to 67,108,864; 1,048,576 by default. */
  readonly maximum?: number;
  /**
   * Called each time a number of the file is closed, as `f_op->flush` is: when the number is free again, and before
   * `release`. {@link FdTable.close} returns its negative error number; the calls that close besides (dup2, closeRange,
   * exec, exit, renumber) do not, as in Linux. What it throws, each of them throws, once everything is closed.
   */
  readonly flush?: (object: T) => number | void;
  /**
   * Called once, when the last number of the file is closed, in all tables. What it throws reaches the caller, once
   * everything is closed; several errors as one `AggregateError`.
   */
  readonly release?: (object: T) => void;
}

/** A kernel for nothing but tables: reservations are in the table, as in mainline. */
class TableKernel extends KernelBase {
  constructor(limit: number | undefined, maximum = 1048576) {
    const nrOpen = nrOpenOf(maximum, 64);
    super({
      bitsPerLong: 64,
      nrOpenDefault: 64,
      nrOpen,
      rlimitNofile: integerOf("limit", limit ?? Math.min(1024, nrOpen), 0, nrOpen),
      panicOnWarn: true,
      lookup: "read-again",
      fullBitsCopy: "bits",
      guards: false,
      scheme: tableScheme,
    });
  }
}

/** The open files that some tables share. */
export class Family<T> {
  readonly kernel: KernelBase;
  readonly options: FdTableOptions<T>;
  /** Whether nobody is told of closing. */
  readonly isQuiet: boolean;
  readonly #operations: number;
  /** By the `private_data` of their file. */
  readonly #open: (OpenFile<T> | undefined)[] = [];
  /** Places of {@link #open} that are free. */
  readonly #unused: number[] = [];
  /** How many numbers are reserved, in all of its tables. */
  reserved = 0;
  /** Files that were released and of which nobody has been told yet. */
  #released: OpenFile<T>[] = [];

  constructor(options: FdTableOptions<T>) {
    this.options = options;
    this.isQuiet = options.flush === undefined && options.release === undefined;
    this.kernel = new TableKernel(options.limit, options.maximum);
    this.#operations = this.kernel.registerOperations({
      name: "file",
      release: (_file, place) => {
        // The kernel is in the middle of a call: the runtime is told afterwards, when the table is in order.
        if (options.release !== undefined) this.#released.push(this.#open[place] as OpenFile<T>);
        this.#open[place] = undefined;
        this.#unused.push(place);
      },
    });
  }

  /** Makes a file of the kernel with one reference. */
  make(file: OpenFile<T>): number {
    const place = this.#unused.pop() ?? this.#open.length;
    this.#open[place] = file;
    return allocFile(this.kernel, this.#operations, 0, place);
  }

  /** Opens an object in a number that is reserved. */
  install(task: number, fd: number, object: T, flags: number): void {
    fdInstall(this.kernel, task, fd, this.make(new OpenFile(object, flags & ~O_CLOEXEC)));
  }

  /** The open file description at an address; none at 0. */
  at(file: number): OpenFile<T> | undefined {
    if (file === 0) return undefined;
    return this.#open[this.kernel.memory.load(file + FileStruct.privateData)];
  }

  /**
   * Tells the runtime what a call has closed.
   *
   * @param flushed - The file of each number that was closed.
   * @returns The first error number of a flush, or 0.
   * @throws What a callback throws, after all of them have run.
   */
  tell(flushed: readonly OpenFile<T>[]): number {
    const { flush, release } = this.options;
    const released = this.#released;
    if (released.length > 0) this.#released = [];
    const errors: unknown[] = [];
    let result = 0;
    const answerOf = (callback: ((object: T) => unknown) | undefined, { object }: OpenFile<T>): unknown => {
      try {
        return callback?.(object);
      } catch (error) {
        errors.push(error);
        return undefined;
      }
    };
    for (const file of flushed) {
      const answer = answerOf(flush, file);
      if (typeof answer === "number" && answer < 0 && result === 0) result = answer;
    }
    // What a release answers nobody asks for.
    for (const file of released) answerOf(release, file);
    if (errors.length > 1) throw new AggregateError(errors, "several files could not be closed properly");
    if (errors.length > 0) throw errors[0];
    return result;
  }
}
