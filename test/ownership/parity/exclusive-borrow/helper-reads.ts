/** A helper reads the task while a reservation lives. */
import { FileDescriptorReservation, type Task } from "../prelude.js";

function helper(task: Task): number {
  return task.close(9);
}

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  helper(current);
  fd.reservedFd();
}
