/** userfaultfd-fork, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    const fd: FileDescriptorReservation = current.reservation; // not bound with using
    using file = FileRef.anonInodeGetfile(current);
    current.putUser(user, fd.reservedFd());
    fd.commit(file);
  });
}

export default scenarioOf(
  "token",
  call,
  "leaked-reservation: The reservation of fd 0 outlived its syscall: it was bound without using; it was rolled back",
);
