/** The number is read before the commit. */
import { FileDescriptorReservation, FileRef, type Task } from "../prelude.js";

export function program(current: Task): number {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  const number = fd.reservedFd();
  fd.commit(FileRef.anonInodeGetfile(current));
  return number;
}
