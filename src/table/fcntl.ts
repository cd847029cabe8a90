/** The commands and status flags of `fcntl` that a table knows (asm-generic values, as on x86-64 and arm64). */

/** @beta Duplicate to the lowest number at or above the argument. */
export const F_DUPFD = 0;
/** @beta Read close-on-exec: `FD_CLOEXEC` or 0. */
export const F_GETFD = 1;
/** @beta Set close-on-exec. */
export const F_SETFD = 2;
/** @beta Read the status flags and the access mode. */
export const F_GETFL = 3;
/** @beta Set the status flags that may change after `open`. */
export const F_SETFL = 4;
/** @beta Whether the argument is a number of the same open file description: 1 or 0 (Linux 6.10). */
export const F_DUPFD_QUERY = 1027;
/** @beta `F_DUPFD` with close-on-exec set. */
export const F_DUPFD_CLOEXEC = 1030;

/** @beta Every write goes to the end. */
export const O_APPEND = 0o2000;
/** @beta Calls return `EAGAIN` where they would wait. */
export const O_NONBLOCK = 0o4000;
const O_ASYNC = 0o20000;
const O_DIRECT = 0o40000;
const O_NOATIME = 0o1000000;

/** What `F_SETFL` changes; the rest stays as `open` set it. Mirrors `SETFL_MASK` (Linux 6.x, `fs/fcntl.c`). */
export const SETFL_MASK = O_APPEND | O_NONBLOCK | O_ASYNC | O_DIRECT | O_NOATIME;
