/** number-untested, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd(); // there is nothing to ask: a failure throws
    fd.commit(FileRef.anonInodeGetfile(current));
    return number;
  });
}

export default scenarioOf("token", call);
