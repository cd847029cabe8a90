/** The task unshares while a reservation lives. */
import { FileDescriptorReservation, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  current.unshareFiles();
  fd.reservedFd();
}
