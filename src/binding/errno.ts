/** The error that a failing kernel call throws, shaped like Node's system errors. */
import { errnoCode, type ErrnoCode } from "../kernel/index.js";
import { toInt } from "../kernel/internal.js";

/**
 * A kernel call failed. Inside a {@link syscall} frame it becomes the negative return value.
 *
 * Mirrors `kernel::error::Error` of Rust for Linux, with the fields of Node's system errors.
 *
 * @public
 */
export class Errno extends Error {
  /** Always `"Errno"`. */
  override readonly name = "Errno";
  /** The symbolic name: `"EMFILE"`. */
  readonly code: ErrnoCode;
  /** The negative number that the kernel returned: -24 for EMFILE. */
  readonly errno: number;
  /** The kernel function that failed: `"get_unused_fd_flags"`. */
  readonly syscall: string;

  /**
   * @param errno - The number, negative.
   * @param syscall - The kernel function that failed.
   * @throws RangeError when the number is no known error.
   */
  constructor(errno: number, syscall: string) {
    const code = errno < 0 ? errnoCode(errno) : undefined;
    if (code === undefined) throw new RangeError(`${errno} is no negative error number`);
    super(`${code}: ${syscall}`);
    this.code = code;
    this.errno = errno;
    this.syscall = syscall;
  }

  /**
   * Turns a kernel result into a value or a thrown error.
   *
   * @param result - What a kernel function returned.
   * @param syscall - That function.
   * @returns The result, when it is not negative.
   * @throws {@link Errno} when it is.
   */
  static check(result: number, syscall: string): number {
    result = toInt("Errno.check", "result", result);
    if (result < 0) throw new Errno(result, syscall);
    return result;
  }
}
