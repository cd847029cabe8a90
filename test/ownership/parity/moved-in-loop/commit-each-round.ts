/** A reservation made before the loop is committed in each iteration. */
import { FileDescriptorReservation, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  for (let round = 0; round < 3; round++) {
    fd.commit(FileRef.anonInodeGetfile(current));
  }
}
