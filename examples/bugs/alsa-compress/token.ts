/** alsa-compress, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    fd.commit(FileRef.anonInodeGetfile(current, 0, 0, 7));
    using found = current.fget(number);
    if (found.privateData !== 7) throw new Error("the number names another file");
    return number;
  });
}

export default scenarioOf("token", call, "the call fails although nothing failed");
