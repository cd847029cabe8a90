/** What may fail comes before the commit, in both ways out. */
import { FileDescriptorReservation, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  using file: FileRef = FileRef.anonInodeGetfile(current);
  try {
    current.mayFail("ENOMEM", "work");
  } catch {
    fd.reservedFd();
    return;
  }
  fd.commit(file);
}
