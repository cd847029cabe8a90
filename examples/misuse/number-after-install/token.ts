/** number-after-install, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    fd.commit(FileRef.anonInodeGetfile(current));
    // @ts-expect-error: the token was consumed
    return fd.reservedFd();
  });
}

export default scenarioOf(
  "token",
  call,
  "use-after-move: The reservation of fd 0 was read after it was committed or rolled back",
);
