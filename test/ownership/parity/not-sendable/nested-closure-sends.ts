/** A closure hands a reservation to another thread. */
import { FileDescriptorReservation, once, send, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  once(() => send(current, fd));
}
