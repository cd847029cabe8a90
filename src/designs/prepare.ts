/** The prepare design: one variable for one reserved descriptor and its file, published together by one call. */
import type { TaskRef } from "../binding/index.js";
import { neverRuns } from "../binding/internal.js";
import { errnoNumbers } from "../kernel/index.js";
import type { Move } from "../ownership/index.js";
import { fdInstall, fput, getUnusedFdFlags, isErr, ptrErr, putUnusedFd, type FilePointer } from "./raw.js";

const NULL = 0 as FilePointer;

/**
 * A reserved descriptor with the file that is to be published in it. Scope exit gives back what was not published.
 *
 * Mirrors `struct fd_prepare` (include/linux/file.h, Linux 6.19). There is no form for more than one descriptor.
 *
 * @public
 */
export class FdPrepare implements Disposable {
  readonly #current: TaskRef;
  /** 0, or the negative error number of the descriptor or of the file. */
  readonly err: number;
  #fd: number;
  #file: FilePointer = NULL;

  /** @internal */
  constructor(current: TaskRef, flags: number, file: () => FilePointer) {
    this.#current = current;
    this.#fd = getUnusedFdFlags(current, flags);
    if (this.#fd >= 0) this.#file = file(); // not evaluated without a descriptor
    if (this.#fd < 0) this.err = this.#fd;
    else if (isErr(this.#file)) this.err = ptrErr(this.#file);
    else this.err = this.#file === NULL ? -errnoNumbers.ENOMEM : 0;
  }

  /** @internal */
  get fd(): number {
    return this.#fd;
  }

  /** @internal */
  get file(): FilePointer {
    return this.#file;
  }

  /** @internal */
  publish(): number {
    const { kernel } = this.#current;
    const fd = this.#fd;
    if (this.err !== 0) kernel.warn("fd_publish", `fdf.err is ${this.err} and was not looked at`);
    if (fd < 0 || this.#file <= 0) {
      kernel.warn("fd_publish", `there is nothing to publish: fd ${fd}, file ${this.#file}`);
      return fd;
    }
    fdInstall(this.#current, fd, this.#file);
    this.#file = NULL;
    this.#fd = -errnoNumbers.EBADF;
    return fd;
  }

  /** Gives back the descriptor and drops the file, unless they were published. */
  [Symbol.dispose](): void {
    const { kernel, address } = this.#current;
    if (neverRuns(kernel, address)) return;
    if (this.#fd >= 0) putUnusedFd(this.#current, this.#fd);
    if (this.#file > 0) fput(this.#current, this.#file);
  }
}

/**
 * Reserves a descriptor, then makes its file. Test `fdf.err`.
 *
 * Mirrors `FD_PREPARE(fdf, flags, file)`.
 *
 * @param current - The task that runs.
 * @param flags - O_CLOEXEC or 0.
 * @param file - The file expression: evaluated only when the descriptor was reserved; its reference is consumed.
 * @returns The variable, to be bound with `using`.
 *
 * @public
 */
export function fdPrepare(current: TaskRef, flags: number, file: Move<() => FilePointer>): FdPrepare {
  return new FdPrepare(current, flags, file);
}

/**
 * The reserved number. Mirrors `fd_prepare_fd`.
 *
 * @param fdf - The variable.
 *
 * @public
 */
export function fdPrepareFd(fdf: FdPrepare): number {
  return fdf.fd;
}

/**
 * The file, borrowed; NULL once it was published. Mirrors `fd_prepare_file`.
 *
 * @param fdf - The variable.
 *
 * @public
 */
export function fdPrepareFile(fdf: FdPrepare): FilePointer {
  return fdf.file;
}

/**
 * Publishes the file in its descriptor. Mirrors `fd_publish`.
 *
 * @param fdf - The variable; it holds nothing afterwards.
 * @returns The number.
 * @throws KernelBug `WARN` when there is nothing to publish.
 *
 * @public
 */
export function fdPublish(fdf: FdPrepare): number {
  return fdf.publish();
}

/**
 * Reserves, makes the file and publishes it in one step: for a file that nothing can fail after.
 *
 * Mirrors `FD_ADD(flags, file)`.
 *
 * @param current - The task that runs.
 * @param flags - O_CLOEXEC or 0.
 * @param file - The file expression, as for `fdPrepare`.
 * @returns The number, or a negative error number.
 *
 * @public
 */
export function fdAdd(current: TaskRef, flags: number, file: Move<() => FilePointer>): number {
  using fdf = fdPrepare(current, flags, file);
  return fdf.err !== 0 ? fdf.err : fdPublish(fdf);
}
