/** A reservation is bound, and its scope gives it back. */
import { FileDescriptorReservation, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  fd.reservedFd();
}
