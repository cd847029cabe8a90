/** One branch commits, and the code after it commits again. */
import { FileDescriptorReservation, FileRef, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  if (sometimes) {
    fd.commit(FileRef.anonInodeGetfile(current));
  }
  fd.commit(FileRef.anonInodeGetfile(current));
}
