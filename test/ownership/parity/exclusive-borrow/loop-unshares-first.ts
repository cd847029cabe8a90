/** Each iteration unshares before it reserves. */
import { type Exclusive, FileDescriptorReservation, type Task } from "../prelude.js";

export function program(current: Exclusive<Task>): void {
  for (let round = 0; round < 2; round++) {
    current.unshareFiles();
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    fd.reservedFd();
  }
}
