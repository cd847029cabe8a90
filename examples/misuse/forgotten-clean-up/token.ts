/** forgotten-clean-up, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    const fd: FileDescriptorReservation = current.reservation; // not bound with using
    current.mayFail("EIO", "prepare");
    const number = fd.reservedFd();
    fd.commit(FileRef.anonInodeGetfile(current));
    return number;
  });
}

export default scenarioOf(
  "token",
  call,
  "leaked-reservation: The reservation of fd 0 outlived its syscall: it was bound without using; it was rolled back",
);
