/** The flags of descriptor calls that the kernel looks at (`fcntl.h` and `linux/close_range.h`, x86-64 values). */

/**
 * Close the descriptor on exec: the flag of open, pipe2, dup3 and their kin.
 *
 * @public
 */
export const O_CLOEXEC = 0o2000000;
/**
 * close_range: give the caller a private table first.
 *
 * @public
 */
export const CLOSE_RANGE_UNSHARE = 2;
/**
 * close_range: set close-on-exec instead of closing.
 *
 * @public
 */
export const CLOSE_RANGE_CLOEXEC = 4;
/**
 * F_GETFD, F_SETFD: close on exec.
 *
 * @public
 */
export const FD_CLOEXEC = 1;
