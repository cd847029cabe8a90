/** The file is used after the table took it. */
import { FileDescriptorReservation, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  using file: FileRef = FileRef.anonInodeGetfile(current);
  fd.commit(file);
  inspect(file);
}
