/** A closure unshares while a reservation lives. */
import { FileDescriptorReservation, helperThatUnshares, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  const later = (): void => helperThatUnshares(current);
  later();
  fd.reservedFd();
}
