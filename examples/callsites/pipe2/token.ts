/**
 * pipe2: two files first, then two reservations, the numbers to user space, and both installs last.
 *
 * Mirrors `do_pipe2` and `__do_pipe_flags` (fs/pipe.c, Linux 6.x).
 */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () => {
    using reader = FileRef.anonInodeGetfile(current);
    using writer = FileRef.anonInodeGetfile(current);
    FileDescriptorReservation.getUnusedFdFlags(current, flags);
    using fdr: FileDescriptorReservation = current.reservation;
    FileDescriptorReservation.getUnusedFdFlags(current, flags);
    using fdw: FileDescriptorReservation = current.reservation;
    current.putUser(ufds, fdr.reservedFd());
    current.putUser(ufds + 1, fdw.reservedFd());
    fdr.commit(reader);
    fdw.commit(writer);
  });
}

export default scenarioOf("token", pipe2);
