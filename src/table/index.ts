/**
 * A descriptor table for JavaScript and WebAssembly runtimes: your objects behind the numbers that Linux would give.
 *
 * @packageDocumentation
 */
export { errnoCode, errnoNumbers, type ErrnoCode } from "../kernel/index.js";
export { CLOSE_RANGE_CLOEXEC, CLOSE_RANGE_UNSHARE, FD_CLOEXEC, O_CLOEXEC } from "../kernel/index.js";
export { checkTable } from "./check.js";
export type { FdTableOptions } from "./family.js";
export {
  F_DUPFD,
  F_DUPFD_CLOEXEC,
  F_DUPFD_QUERY,
  F_GETFD,
  F_GETFL,
  F_SETFD,
  F_SETFL,
  O_APPEND,
  O_NONBLOCK,
} from "./fcntl.js";
export { OpenFile } from "./open-file.js";
export { FdReservation } from "./reservation.js";
export type { FdTableSnapshot } from "./snapshot.js";
export { FdTable } from "./table.js";
export { wasiErrno } from "./wasi.js";
