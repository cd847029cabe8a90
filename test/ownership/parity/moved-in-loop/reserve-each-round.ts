/** Each iteration reserves and commits its own. */
import { FileDescriptorReservation, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  for (let round = 0; round < 3; round++) {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    fd.commit(FileRef.anonInodeGetfile(current));
  }
}
