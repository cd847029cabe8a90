/** cloexec-dropped, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    fd.commit(FileRef.anonInodeGetfile(current, 0, OpenFlags.O_CLOEXEC)); // of a file it means nothing
    return number;
  });
}

export default scenarioOf("token", call, "fd 0 stays open across exec");
