/** A try block commits before it may fail, and the handler commits again. */
import { FileDescriptorReservation, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  using file: FileRef = FileRef.anonInodeGetfile(current);
  try {
    fd.commit(FileRef.anonInodeGetfile(current));
    current.mayFail("ENOMEM", "work");
  } catch {
    fd.commit(file);
  }
}
