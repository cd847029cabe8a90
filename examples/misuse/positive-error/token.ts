/** positive-error, with the reservation token: see scenario.ts. */
import { Errno, FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    try {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      const number = fd.reservedFd();
      fd.commit(FileRef.anonInodeGetfile(current));
      return number;
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return -error.errno;
    }
  });
}

export default scenarioOf("token", call, "the call returned 24, which is not open");
