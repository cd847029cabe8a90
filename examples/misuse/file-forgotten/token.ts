/** file-forgotten, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const file = FileRef.anonInodeGetfile(current); // not bound with using
    current.mayFail("EIO", "prepare");
    const number = fd.reservedFd();
    fd.commit(file);
    return number;
  });
}

export default scenarioOf(
  "token",
  call,
  "leaked-file: A file reference outlived its syscall: it was neither committed nor bound with using; it was dropped",
);
