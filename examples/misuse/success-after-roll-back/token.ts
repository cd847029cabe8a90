/** success-after-roll-back, with the reservation token: see scenario.ts. */
import { Errno, FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    let number = -5;
    try {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      number = fd.reservedFd();
      fd.commit(FileRef.anonInodeGetfile(current));
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
    }
    return number;
  });
}

export default scenarioOf("token", call, "the call returned 0, which is not open");
