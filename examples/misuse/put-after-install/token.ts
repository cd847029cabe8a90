/** put-after-install, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    fd.commit(FileRef.anonInodeGetfile(current));
    // @ts-expect-error: the token was consumed
    fd[Symbol.dispose]();
    return -5;
  });
}

export default scenarioOf("token", call, "fd 0 is open, and no call returned it");
