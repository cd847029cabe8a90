/** clone-pidfd, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    fd.commit(FileRef.anonInodeGetfile(current));
    try {
      current.mayFail("EAGAIN", "copy_process");
    } catch (error) {
      current.close(number);
      throw error;
    }
  });
}

export default scenarioOf("token", call, "another task opened fd 1 and it was closed under its number");
