/** Each branch gives the file to somebody else, and nothing follows. */
import { FileDescriptorReservation, FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (sometimes) {
    fd.commit(file);
  } else {
    fput(file);
  }
}
