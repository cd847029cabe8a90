/** half-a-pair, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using reader: FileDescriptorReservation = current.reservation;
    reader.commit(FileRef.anonInodeGetfile(current));
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    fd.commit(FileRef.anonInodeGetfile(current));
    return number;
  });
}

export default scenarioOf("token", call, "the call failed and yet fd 0 is open, which it was not before");
