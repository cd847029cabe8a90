/** A second name of the task unshares while a reservation lives. */
import { FileDescriptorReservation, type Task } from "../prelude.js";

export function program(current: Task): void {
  const alias: Task = current;
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  alias.unshareFiles();
  fd.reservedFd();
}
