/** The handler leaves, so that what follows has the file on every path. */
import { FileDescriptorReservation, FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  using file: FileRef = FileRef.anonInodeGetfile(current);
  try {
    current.mayFail("ENOMEM", "work");
  } catch {
    fput(file);
    return;
  }
  fd.commit(file);
}
