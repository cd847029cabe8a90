/** returned-from-helper, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

function reserve(current: Task): FileDescriptorReservation {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  return fd;
}

export function call(current: Task): number {
  return syscall(current, () => {
    using fd: FileDescriptorReservation = reserve(current);
    const number = fd.reservedFd();
    fd.commit(FileRef.anonInodeGetfile(current));
    return number;
  });
}

export default scenarioOf(
  "token",
  call,
  "use-after-move: The reservation of fd 0 was read after it was committed or rolled back",
);
