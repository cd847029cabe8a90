/** A clone outlives the commit of the file. */
import { FileDescriptorReservation, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  using file: FileRef = FileRef.anonInodeGetfile(current);
  using other = file.clone();
  fd.commit(file);
  inspect(other);
}
