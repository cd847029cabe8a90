/** close-instead-of-put, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    try {
      current.mayFail("EIO", "prepare");
    } catch (error) {
      current.close(number); // and the clean-up
      throw error;
    }
    fd.commit(FileRef.anonInodeGetfile(current));
    return number;
  });
}

export default scenarioOf("token", call);
