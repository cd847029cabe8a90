/** unshare, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import type { Exclusive } from "fd-reservation/ownership";
import { scenarioOf } from "./scenario.js";

export function call(current: Exclusive<Task>): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    // @ts-expect-error: a reservation is live
    current.unshareFiles();
    const number = fd.reservedFd();
    fd.commit(FileRef.anonInodeGetfile(current));
    return number;
  });
}

export default scenarioOf(
  "token",
  call,
  "live-reservation: unshareFiles() was called while the task holds the reservation of fd 0",
);
