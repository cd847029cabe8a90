/** extra-reference, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    const file = FileRef.anonInodeGetfile(current); // not bound with using
    fd.commit(file.clone());
    return number;
  });
}

export default scenarioOf(
  "token",
  call,
  "leaked-file: A file reference outlived its syscall: it was neither committed nor bound with using; it was dropped",
);
