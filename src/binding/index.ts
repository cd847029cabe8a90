/** The typed binding: reservations that end by themselves. */
export { Errno } from "./errno.js";
export { BorrowedFile, FileRef, LentFile } from "./file.js";
export { CloseRangeFlags, OpenFlags } from "./flags.js";
export { GuardError, type GuardRule } from "./guard.js";
export { FileDescriptorReservation } from "./reservation.js";
export { FileDescriptorReservations, type FixedArray } from "./reservations.js";
export { syscall, TaskDied } from "./syscall.js";
export {
  reservationState,
  Task,
  TaskRef,
  type Reserving,
  type ReservingSeveral,
  type Unreserved,
} from "./task.js";
