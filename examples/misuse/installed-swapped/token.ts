/** installed-swapped, with the reservation token: see scenario.ts. */
import { FileDescriptorReservations, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using reader = FileRef.anonInodeGetfile(current, 0, 0, 1);
    using writer = FileRef.anonInodeGetfile(current, 0, 0, 2);
    FileDescriptorReservations.getUnusedFds(current, 2, 0);
    using fds: FileDescriptorReservations<2> = current.reservations;
    const [fdr] = fds.reservedFds();
    fds.commit([writer, reader]);
    return fdr;
  });
}

export default scenarioOf("token", call, "fd 0 should read and writes");
