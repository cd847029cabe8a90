/** A helper takes both, as the last step. */
import { FileDescriptorReservation, FileRef, inspect, install, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  using file: FileRef = FileRef.anonInodeGetfile(current);
  fd.reservedFd();
  inspect(file);
  install(fd, file);
}
