/** scm-stale-error, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    current.putUser(user, fd.reservedFd());
    fd.commit(FileRef.anonInodeGetfile(current));
    current.mayFail("EINVAL", "sock_from_file");
  });
}

export default scenarioOf("token", call, "the call failed and yet fd 0 is open, which it was not before");
