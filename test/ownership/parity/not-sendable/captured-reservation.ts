/** A thread's code takes a reservation along. */
import { FileDescriptorReservation, spawn, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  spawn(current, () => {
    fd.reservedFd();
  });
}
