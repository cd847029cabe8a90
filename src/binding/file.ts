/** References to an open file: borrowed; lent by a lookup until scope exit; or owned, and then dropped there unless moved. */
import { allocFile, formatName, fput, getFile, type Kernel, type MemoryName } from "../kernel/index.js";
import {
  describeFile,
  describeObject,
  disown,
  FileStruct,
  isOpen,
  own,
  OwnerState,
  toInt,
} from "../kernel/internal.js";
import type { Move } from "../ownership/index.js";
import { call, neverRuns } from "./call.js";
import { Errno } from "./errno.js";
import { callSite, GuardError } from "./guard.js";
import type { FileDescriptorReservation } from "./reservation.js";
import type { TaskRef } from "./task.js";

/**
 * An open file on which somebody else holds the reference: it can be read, and {@link BorrowedFile.clone} takes a
 * reference. What takes ownership, as a commit does, takes a {@link FileRef}, and the types refuse a borrowed file there;
 * where a borrowed file is wanted, a FileRef will do.
 *
 * Mirrors `&File` of Rust for Linux (6.13).
 *
 * @public
 */
export class BorrowedFile {
  readonly #kernel: Kernel;
  readonly #task: number;
  readonly #file: number;
  /** Of the reference that was taken over; 0 when none was. */
  readonly #serial: number = 0;
  readonly #madeAt: string | undefined;

  /**
   * @param kernel - The kernel.
   * @param task - The task that will use it.
   * @param file - The file's address.
   * @param isCounted - Whether one of the file's references is taken over with it.
   */
  protected constructor(kernel: Kernel, task: number, file: number, isCounted: boolean) {
    this.#kernel = kernel;
    this.#task = task;
    this.#file = file;
    if (!isCounted) return;
    this.#madeAt = callSite(kernel);
    const owned = { task, state: OwnerState.file, value: file, files: 0, madeAt: this.#madeAt };
    this.#serial = own(kernel, owned).serial;
  }

  /**
   * Borrows a file that kernel code holds.
   *
   * Mirrors `File::from_raw_file`.
   *
   * @param current - The task that borrows it.
   * @param file - The file's address; its references stay whose they are.
   */
  static fromRawFile(current: TaskRef, file: number): BorrowedFile {
    return new BorrowedFile(current.kernel, current.address, toInt("fromRawFile", "file", file), false);
  }

  /**
   * The file's address.
   *
   * @throws {@link GuardError} `use-after-move` after the reference was committed or dropped.
   */
  get address(): number {
    this.#assertHeld("read");
    return this.#file;
  }

  /**
   * The file's `private_data` word.
   *
   * @throws {@link GuardError} `use-after-move` after the reference was committed or dropped.
   */
  get privateData(): number {
    return this.#kernel.memory.load(this.address + FileStruct.privateData);
  }

  /** What the file is called in texts: `pipe@120`. */
  get name(): string {
    return formatName(this.described);
  }

  /** @internal The name as data. */
  get described(): MemoryName {
    return describeFile(this.#kernel, this.#file);
  }

  /**
   * One more reference to the same file, owned by the caller. Mirrors `ARef::clone` (`get_file`).
   *
   * @throws {@link GuardError} `use-after-move` after the reference was committed or dropped.
   */
  clone(): FileRef {
    call(this.#kernel, this.#task, "getFile", [this.described], () => {
      this.#assertHeld("cloned");
      getFile(this.#kernel, this.#file);
    });
    return FileRef.of(this.#kernel, this.#task, this.#file);
  }

  /** @internal Drops the reference that was taken over, by a call of this name, unless it was moved or dropped. */
  protected drop(name: string): void {
    const kernel = this.#kernel;
    if (neverRuns(kernel, this.#task) || !this.#isHeld()) return;
    call(kernel, this.#task, name, [this.described], () => {
      this.#forget();
      fput(kernel, this.#file);
    });
  }

  /** @internal Gives the reference that was taken over to the caller; the file's address. */
  protected move(): number {
    this.#assertHeld("moved");
    this.#forget(); // with guards off it may have ended
    return this.#file;
  }

  #isHeld(): boolean {
    return isOpen(this.#kernel, this.#serial);
  }

  #forget(): void {
    disown(this.#kernel, this.#serial);
  }

  /** What was not taken over belongs to somebody else, who alone knows when it ends. */
  #assertHeld(done: string): void {
    if (!this.#kernel.guards || this.#serial === 0 || this.#isHeld()) return;
    throw new GuardError(
      "use-after-move",
      `${this.name} was ${done} after it was committed or dropped`,
      "Use the file before the commit, or clone() another reference first.",
      this.#madeAt,
    );
  }
}

/**
 * What {@link TaskRef.fdget} lends: the file of a descriptor, until scope exit. Bind it with `using`.
 *
 * Mirrors `CLASS(fd, f)(fd)` (Linux 6.x): a reference is taken, and dropped at scope exit, only where the table is shared.
 * Where it is not, nobody else can close the descriptor meanwhile, and the task itself must not.
 *
 * @public
 */
export class LentFile extends BorrowedFile implements Disposable {
  private constructor(kernel: Kernel, task: number, file: number, isCounted: boolean) {
    super(kernel, task, file, isCounted);
  }

  /** @internal */
  static of(kernel: Kernel, task: number, file: number, isCounted: boolean): LentFile {
    return new LentFile(kernel, task, file, isCounted);
  }

  /** Ends the loan. Mirrors `fdput`. */
  [Symbol.dispose](): void {
    this.drop("fdput");
  }
}

/**
 * One reference to an open file. Bind it with `using`: at scope exit the reference is dropped, unless a commit
 * moved it into the descriptor table.
 *
 * Mirrors `ARef<File>` of Rust for Linux (6.13): {@link BorrowedFile.clone} is `get_file`, disposal is `fput`. It is not
 * called File, so that a forgotten import cannot mean the global of that name.
 *
 * @public
 */
export class FileRef extends BorrowedFile implements Disposable {
  private constructor(kernel: Kernel, task: number, file: number) {
    super(kernel, task, file, true);
  }

  /** @internal */
  static of(kernel: Kernel, task: number, file: number): FileRef {
    return new FileRef(kernel, task, file);
  }

  /**
   * Makes a file that belongs to no file system: a pipe end, a socket, an event. The caller owns the reference.
   *
   * Mirrors `anon_inode_getfile` and `alloc_file_pseudo` (Linux 6.x).
   *
   * @param current - The task that runs.
   * @param operations - A number of `kernel.registerOperations`; 0 is a plain file.
   * @param flags - `f_flags`; O_CLOEXEC is ignored, it belongs to the descriptor.
   * @param privateData - The file's `private_data` word.
   * @throws {@link Errno} ENFILE or ENOMEM.
   */
  static anonInodeGetfile(current: TaskRef, operations = 0, flags = 0, privateData = 0): FileRef {
    operations = toInt("anonInodeGetfile", "operations", operations);
    flags = toInt("anonInodeGetfile", "flags", flags);
    privateData = toInt("anonInodeGetfile", "privateData", privateData);
    const { kernel, address } = current;
    const name = kernel.operations[operations]?.name ?? "file";
    const file = call(
      kernel,
      address,
      "anonInodeGetfile",
      [name],
      () => Errno.check(allocFile(kernel, operations, flags, privateData), "anon_inode_getfile"),
      describeObject,
    );
    return FileRef.of(kernel, address, file);
  }

  /**
   * Takes over a reference that kernel code already holds.
   *
   * Mirrors `ARef::from_raw`.
   *
   * @param current - The task that will own it.
   * @param file - The file's address; one of its references is the caller's to give.
   */
  static fromRaw(current: TaskRef, file: number): FileRef {
    file = toInt("fromRaw", "file", file);
    return FileRef.of(current.kernel, current.address, file);
  }

  /**
   * {@link FileDescriptorReservation.commit} seen from the file: here the types forbid every later use of the
   * *file*, there of the token. One TypeScript assertion can end one of the two; guards and lint end both.
   *
   * @param reservation - The token; consumed.
   * @throws {@link GuardError} as commit does.
   */
  commitTo(this: Move<FileRef>, reservation: Move<FileDescriptorReservation>): asserts this is never {
    const token: FileDescriptorReservation = reservation;
    token.commit(this);
  }

  /**
   * Gives the reference away to code that works with addresses.
   *
   * Mirrors `ARef::into_raw`.
   *
   * @returns The file's address; one reference is the caller's to drop.
   * @throws {@link GuardError} `use-after-move` after it was committed or dropped.
   */
  intoRaw(this: Move<FileRef>): number {
    return this.move();
  }

  /** Drops the reference, unless it was moved. Mirrors `Drop for ARef<File>` (`fput`). */
  [Symbol.dispose](): void {
    this.drop("fput");
  }
}
