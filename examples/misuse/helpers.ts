/** What the misuses call: code that knows nothing of the reservation that its caller holds. */
import { FileRef, type FileDescriptorReservation, type Task } from "fd-reservation";

/** Gives the task a table of its own. */
export function isolate(current: Task): void {
  current.unshareFiles();
}

/** Installs in a reservation that an earlier call left. */
export function later(current: Task, fd: FileDescriptorReservation | undefined): number {
  if (fd === undefined) return -24;
  const token: FileDescriptorReservation = fd;
  const number = token.reservedFd();
  token.commit(FileRef.anonInodeGetfile(current));
  return number;
}
