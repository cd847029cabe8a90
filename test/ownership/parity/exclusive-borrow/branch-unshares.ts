/** One branch unshares while a reservation lives. */
import { FileDescriptorReservation, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  if (sometimes) {
    current.execve();
  }
  fd.reservedFd();
}
