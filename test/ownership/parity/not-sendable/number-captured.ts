/** A thread's code takes the number along. */
import { FileDescriptorReservation, spawn, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  const number = fd.reservedFd();
  spawn(current, () => {
    void number;
  });
}
