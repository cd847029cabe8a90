/** A helper takes both, and the token is used after it. */
import { FileDescriptorReservation, FileRef, install, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  using file: FileRef = FileRef.anonInodeGetfile(current);
  install(fd, file);
  fd.reservedFd();
}
