/** A reservation is bound without `using`. */
import { FileDescriptorReservation, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  const fd: FileDescriptorReservation = current.reservation;
  fd.reservedFd();
}
