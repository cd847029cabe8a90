/** The reservation is not used again, but its disposal still follows. */
import { FileDescriptorReservation, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  fd.reservedFd();
  current.unshareFiles();
}
