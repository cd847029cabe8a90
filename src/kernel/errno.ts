/** Linux error numbers (asm-generic), the ones the descriptor calls and their callers give. */

/**
 * Error numbers by name, positive as in `errno.h`. Kernel functions return them negated.
 *
 * Mirrors `include/uapi/asm-generic/errno-base.h` and `errno.h`, stable since Linux 1.0; ERESTARTSYS, which user space never
 * sees, is of `include/linux/errno.h`.
 *
 * @public
 */
export const errnoNumbers = {
  EPERM: 1,
  ENOENT: 2,
  EINTR: 4,
  EIO: 5,
  ENXIO: 6,
  EBADF: 9,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EFAULT: 14,
  EBUSY: 16,
  EEXIST: 17,
  ENODEV: 19,
  ENOTDIR: 20,
  EINVAL: 22,
  ENFILE: 23,
  EMFILE: 24,
  ENOSPC: 28,
  EROFS: 30,
  ENOSYS: 38,
  EOPNOTSUPP: 95,
  ECONNABORTED: 103,
  ERESTARTSYS: 512,
} as const;

/** The largest error number that a pointer or a return register can carry. Mirrors `MAX_ERRNO` (include/linux/err.h). */
export const MAX_ERRNO = 4095;

/** Whether a return value is an error, -4095 to -1; what lies below is a result. Mirrors `IS_ERR_VALUE` (include/linux/err.h). */
export function isErrorValue(result: number): boolean {
  return result < 0 && result >= -MAX_ERRNO;
}

/**
 * The name of an error number, such as `"EMFILE"`.
 *
 * @public
 */
export type ErrnoCode = keyof typeof errnoNumbers;

const codes = new Map<number, ErrnoCode>(
  Object.entries(errnoNumbers).map(([code, number]) => [number, code as ErrnoCode]),
);

/**
 * The name of a kernel result.
 *
 * @param result - What a kernel function returned, or an error number: -24 and 24 both name `"EMFILE"`.
 * @returns The name, or undefined when the number is none of {@link errnoNumbers}.
 *
 * @public
 */
export function errnoCode(result: number): ErrnoCode | undefined {
  return codes.get(Math.abs(result));
}

/**
 * A kernel result as a reader wants it: `-EMFILE` for -24, the plain number otherwise.
 *
 * @param result - What a kernel function returned.
 *
 * @public
 */
export function formatResult(result: number): string {
  const code = result < 0 ? errnoCode(result) : undefined;
  return code === undefined ? String(result) : `-${code}`;
}
