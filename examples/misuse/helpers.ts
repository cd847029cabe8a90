/** What the misuses call: code that knows nothing of the reservation that its caller holds. */
import { FileRef, type FileDescriptorReservation, type Task } from "fd-reservation";
import type { Exclusive } from "fd-reservation/ownership";
import { raw } from "fd-reservation/designs";

/** Gives the task a private table. */
export function isolate(current: Exclusive<Task>): void {
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

/** Makes a file, or gives NULL, as many a driver's constructor does. */
export function fileOrNull(current: Task): raw.FilePointer {
  if (raw.mayFail(current, "ENOMEM", "kzalloc") < 0) return 0 as raw.FilePointer;
  return raw.anonInodeGetfile(current);
}
