/** A counted reference to an open file, dropped at scope exit unless it was moved. */
import { allocFile, formatName, fput, getFile, type Kernel, type MemoryName } from "../kernel/index.js";
import {
  describeFile,
  disown,
  FileStruct,
  own,
  OwnerState,
  ownerState,
  toInt,
  type Ownership,
} from "../kernel/internal.js";
import type { Move } from "../ownership/index.js";
import { call, neverRuns } from "./call.js";
import { Errno } from "./errno.js";
import { callSite, GuardError } from "./guard.js";
import type { FileDescriptorReservation } from "./reservation.js";
import type { TaskRef } from "./task.js";

/**
 * One reference to an open file. Bind it with `using`: at scope exit the reference is dropped, unless a commit
 * moved it into the descriptor table.
 *
 * Mirrors `ARef<File>` of Rust for Linux (6.13): {@link FileRef.clone} is `get_file`, disposal is `fput`. It is not
 * called File, so that a forgotten import cannot mean the global of that name.
 *
 * @public
 */
export class FileRef implements Disposable {
  readonly #kernel: Kernel;
  readonly #task: number;
  readonly #file: number;
  readonly #ownership: Ownership;
  readonly #madeAt: string | undefined;

  private constructor(kernel: Kernel, task: number, file: number) {
    this.#kernel = kernel;
    this.#task = task;
    this.#file = file;
    this.#ownership = own(kernel, task, OwnerState.file, file, 0);
    this.#madeAt = kernel.guards && !(kernel.memory.probe?.calls?.quiet ?? false) ? callSite() : undefined;
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
    const file = call(kernel, address, "anonInodeGetfile", [name], () =>
      Errno.check(allocFile(kernel, operations, flags, privateData), "anon_inode_getfile"),
    );
    return new FileRef(kernel, address, file);
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
    return new FileRef(current.kernel, current.address, file);
  }

  /**
   * The file's address.
   *
   * @throws {@link GuardError} `use-after-move` after it was committed or dropped.
   */
  get address(): number {
    this.#assertOwned("read");
    return this.#file;
  }

  /**
   * The file's `private_data` word.
   *
   * @throws {@link GuardError} `use-after-move` after it was committed or dropped.
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
   * @throws {@link GuardError} `use-after-move` after it was committed or dropped.
   */
  clone(): FileRef {
    call(this.#kernel, this.#task, "getFile", [this.described], () => {
      this.#assertOwned("cloned");
      getFile(this.#kernel, this.#file);
    });
    return new FileRef(this.#kernel, this.#task, this.#file);
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
    this.#assertOwned("moved");
    if (this.#isOwned()) disown(this.#kernel, this.#ownership.record); // with guards off it may have ended
    return this.#file;
  }

  /** Drops the reference, unless it was moved. Mirrors `Drop for ARef<File>` (`fput`). */
  [Symbol.dispose](): void {
    const kernel = this.#kernel;
    if (neverRuns(kernel, this.#task) || !this.#isOwned()) return;
    call(kernel, this.#task, "fput", [this.described], () => {
      disown(kernel, this.#ownership.record);
      fput(kernel, this.#file);
    });
  }

  #isOwned(): boolean {
    return ownerState(this.#kernel, this.#ownership, this.#task) === OwnerState.file;
  }

  #assertOwned(done: string): void {
    if (!this.#kernel.guards || this.#isOwned()) return;
    throw new GuardError(
      "use-after-move",
      `${this.name} was ${done} after it was committed or dropped`,
      "Use the file before the commit, or clone() another reference first.",
      this.#madeAt,
    );
  }
}
