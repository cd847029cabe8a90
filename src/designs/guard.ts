/**
 * The guard design: the kernel's scope-based clean-up. A variable of a class ends itself at scope exit unless its
 * value was taken out; that it must be taken out before the install is left to memory.
 */
import type { TaskRef } from "../binding/index.js";
import { neverRuns } from "../binding/internal.js";
import { errnoNumbers } from "../kernel/index.js";
import { toInt } from "../kernel/internal.js";
import { fput, getUnusedFdFlags, putUnusedFd, type FilePointer } from "./raw.js";

/**
 * A variable with the clean-up `put_unused_fd`. It may hold an error number: like a plain int it must be tested.
 *
 * Mirrors `CLASS(get_unused_fd, fd)(flags)` (include/linux/file.h, Linux 6.5 and later).
 *
 * @public
 */
export class UnusedFd implements Disposable {
  readonly #current: TaskRef;
  #fd: number;

  /** @internal */
  constructor(current: TaskRef, flags: number) {
    this.#current = current;
    this.#fd = getUnusedFdFlags(current, flags);
  }

  /** The number, or a negative error number. */
  get fd(): number {
    return this.#fd;
  }

  /** @internal */
  take(): number {
    const fd = this.#fd;
    this.#fd = -errnoNumbers.EBADF;
    return fd;
  }

  /** Gives the number back, unless it is negative: an error, or taken. */
  [Symbol.dispose](): void {
    const { kernel, address } = this.#current;
    if (this.#fd < 0 || neverRuns(kernel, address)) return;
    putUnusedFd(this.#current, this.#fd);
  }
}

/**
 * A pointer variable with a clean-up.
 *
 * Mirrors a variable declared `__free(name)` (include/linux/cleanup.h, Linux 6.5 and later).
 *
 * @public
 */
export class ScopedPointer<P extends number = number> implements Disposable {
  readonly #current: TaskRef;
  readonly #free: (pointer: P) => void;
  #pointer: P;

  /** @internal */
  constructor(current: TaskRef, pointer: P, free: (pointer: P) => void) {
    this.#current = current;
    this.#pointer = pointer;
    this.#free = free;
  }

  /** The pointer: 0 once it was taken out. */
  get pointer(): P {
    return this.#pointer;
  }

  /** @internal */
  take(): P {
    const pointer = this.#pointer;
    this.#pointer = 0 as P;
    return pointer;
  }

  /** Runs the clean-up on whatever the variable holds: its function must tell NULL and errors apart. */
  [Symbol.dispose](): void {
    const { kernel, address } = this.#current;
    if (neverRuns(kernel, address)) return;
    this.#free(this.#pointer);
  }
}

/**
 * Reserves a descriptor into a variable that gives it back at scope exit.
 *
 * Mirrors `CLASS(get_unused_fd, fd)(flags)`.
 *
 * @param current - The task that runs.
 * @param flags - O_CLOEXEC or 0.
 * @returns The variable, to be bound with `using`; test `fd.fd < 0`.
 *
 * @public
 */
export function getUnusedFd(current: TaskRef, flags: number): UnusedFd {
  return new UnusedFd(current, flags);
}

/**
 * Takes the number out of the variable, whose clean-up then does nothing. Mirrors `take_fd`.
 *
 * @param fd - The variable.
 *
 * @public
 */
export function takeFd(fd: UnusedFd): number {
  return fd.take();
}

/**
 * Gives a pointer a clean-up of the caller's own. Mirrors `DEFINE_FREE` with `__free`.
 *
 * @param current - The task that runs.
 * @param pointer - The pointer, NULL and error pointers included.
 * @param free - The clean-up; it is given whatever the variable holds at scope exit.
 * @returns The variable, to be bound with `using`.
 *
 * @public
 */
export function free<P extends number>(
  current: TaskRef,
  pointer: P,
  free: (pointer: P) => void,
): ScopedPointer<P> {
  return new ScopedPointer(current, pointer, free);
}

/**
 * Gives a file the clean-up `fput`, which leaves NULL and error pointers alone. Mirrors `__free(fput)`.
 *
 * @param current - The task that runs.
 * @param file - The file.
 * @returns The variable, to be bound with `using`.
 *
 * @public
 */
export function freeFput(current: TaskRef, file: FilePointer): ScopedPointer<FilePointer> {
  toInt("freeFput", "file", file);
  return new ScopedPointer(current, file, (pointer) => {
    if (pointer > 0) fput(current, pointer);
  });
}

/**
 * Takes the pointer out of the variable, which is NULL then. Mirrors `no_free_ptr`.
 *
 * @param variable - The variable.
 *
 * @public
 */
export function noFreePtr<P extends number>(variable: ScopedPointer<P>): P {
  return variable.take();
}

/**
 * Gives up the pointer after its new owner has taken it: the variable becomes NULL. Mirrors `retain_and_null_ptr` (Linux
 * 6.16).
 *
 * @param variable - The variable.
 *
 * @public
 */
export function retainAndNullPtr<P extends number>(variable: ScopedPointer<P>): void {
  variable.take();
}
