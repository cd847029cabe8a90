/** A function commits a reservation that it was given. */
import { FileDescriptorReservation, FileRef, type Move, type Task } from "../prelude.js";

function helper(fd: Move<FileDescriptorReservation>, file: Move<FileRef>): void {
  fd.commit(file);
}

export function program(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  helper(fd, FileRef.anonInodeGetfile(current));
}
