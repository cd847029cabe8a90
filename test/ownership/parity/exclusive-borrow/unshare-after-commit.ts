/** The task unshares after the commit. */
import { type Exclusive, FileDescriptorReservation, FileRef, type Task } from "../prelude.js";

export function program(current: Exclusive<Task>): void {
  if (current.tryReserve(0)) {
    using fd: FileDescriptorReservation = current.reservation;
    fd.commit(FileRef.anonInodeGetfile(current));
    const other: Task = current;
    other.unshareFiles();
  }
}
