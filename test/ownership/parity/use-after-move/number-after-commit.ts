/** The number is read after the commit. */
import { FileDescriptorReservation, FileRef, type Task } from "../prelude.js";

export function program(current: Task): number {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  fd.commit(FileRef.anonInodeGetfile(current));
  return fd.reservedFd();
}
