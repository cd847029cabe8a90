/** The file commits itself, and the token is used after it. */
import { FileDescriptorReservation, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  using file: FileRef = FileRef.anonInodeGetfile(current);
  file.commitTo(fd);
  fd.reservedFd();
}
