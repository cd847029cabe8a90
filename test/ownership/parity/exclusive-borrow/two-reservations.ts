/** Two reservations live at once: both borrow the task shared. */
import { FileDescriptorReservation, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using first: FileDescriptorReservation = current.reservation;
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using second: FileDescriptorReservation = current.reservation;
  first.reservedFd();
  second.reservedFd();
}
