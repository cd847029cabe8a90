/** installed-although-failed, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    using file = FileRef.anonInodeGetfile(current);
    const number = fd.reservedFd();
    try {
      current.mayFail("EIO", "prepare");
      return number;
    } finally {
      fd.commit(file);
    }
  });
}

export default scenarioOf("token", call, "the call failed and yet fd 0 is open, which it was not before");
