/** maybe-installed, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { early }: Shared): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    if (early) fd.commit(FileRef.anonInodeGetfile(current));
    fd.commit(FileRef.anonInodeGetfile(current));
    return number;
  });
}

export default scenarioOf(
  "token",
  call,
  "use-after-move: The reservation of fd 0 was committed after it was committed or rolled back",
);
