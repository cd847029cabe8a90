/** loop-continue, with the reservation token: see scenario.ts. */
import { Errno, FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    let number = -5;
    for (let round = 0; round < 2; round++) {
      try {
        FileDescriptorReservation.getUnusedFdFlags(current, 0);
        using fd: FileDescriptorReservation = current.reservation;
        const reserved = fd.reservedFd();
        fd.commit(FileRef.anonInodeGetfile(current));
        number = reserved;
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        continue;
      }
    }
    return number;
  });
}

export default scenarioOf("token", call);
