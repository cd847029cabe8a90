/** A reservation is committed twice. */
import { FileDescriptorReservation, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  fd.commit(FileRef.anonInodeGetfile(current));
  fd.commit(FileRef.anonInodeGetfile(current));
}
