/** The body of the scoped form commits what it is handed, or leaves it to its lender. */
import { type FileDescriptorReservation, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  current.reserving(0, (fd: FileDescriptorReservation, _current) => {
    if (sometimes) return;
    fd.commit(file.clone());
  });
  inspect(file);
}
