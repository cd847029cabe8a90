/** A closure that is called once commits the reservation. */
import { FileDescriptorReservation, FileRef, once, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  using file: FileRef = FileRef.anonInodeGetfile(current);
  once(() => {
    fd.commit(file);
  });
}
