/** result-ignored, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    current.putUser(user, fd.reservedFd() + 1);
    fd.commit(FileRef.anonInodeGetfile(current));
    return 0;
  });
}

export default scenarioOf("token", call);
