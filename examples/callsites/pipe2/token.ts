/**
 * pipe2: two files first, then two reservations as one, the numbers to user space, and both installs last.
 *
 * Mirrors `do_pipe2` and `__do_pipe_flags` (fs/pipe.c, Linux 6.12).
 */
import { FileDescriptorReservations, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () => {
    using reader = FileRef.anonInodeGetfile(current);
    using writer = FileRef.anonInodeGetfile(current);
    FileDescriptorReservations.getUnusedFds(current, 2, flags);
    using fds: FileDescriptorReservations<2> = current.reservations;
    const [fdr, fdw] = fds.reservedFds();
    current.putUser(ufds, fdr);
    current.putUser(ufds + 1, fdw);
    fds.commit([reader, writer]);
  });
}

export default scenarioOf("token", pipe2);
