/** A closure that is called twice commits the reservation. */
import { FileDescriptorReservation, FileRef, type Task, twice } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  twice(() => {
    fd.commit(FileRef.anonInodeGetfile(current));
  });
}
