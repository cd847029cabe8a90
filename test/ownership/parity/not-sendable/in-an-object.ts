/** An object that holds a reservation is handed to another thread. */
import { FileDescriptorReservation, send, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  send(current, { fd });
}
