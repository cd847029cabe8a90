/** A helper reserves and hands out the reservation, which its caller binds. */
import { FileDescriptorReservation, type Task } from "../prelude.js";

function reserve(current: Task): FileDescriptorReservation {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  return current.reservation;
}

export function program(current: Task): void {
  using fd: FileDescriptorReservation = reserve(current);
  void fd.reservedFd();
}
