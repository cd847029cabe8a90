/** never-installed, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    using _file = FileRef.anonInodeGetfile(current);
    return fd.reservedFd();
  });
}

export default scenarioOf("token", call, "the call returned 0, which is not open");
