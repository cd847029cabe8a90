/**
 * pipe2: two files first, then two reservations, the numbers to user space, and both installs last.
 *
 * Mirrors `do_pipe2` and `__do_pipe_flags` (fs/pipe.c, Linux 6.x).
 */
import { allocUser, FileDescriptorReservation, FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { scenario } from "fd-reservation/explore";

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

export default scenario({
  name: "pipe2: two files, two numbers",
  setup: ({ kernel }) => ({ ufds: allocUser(kernel, 2) }),
  tasks: { caller: (current, { ufds }) => pipe2(current, ufds, OpenFlags.O_CLOEXEC) },
  check({ kernel, shared, tasks, results }) {
    if (results["caller"] !== 0) return;
    const { words } = kernel.memory;
    const told = [words[shared.ufds], words[shared.ufds + 1]];
    const open = tasks["caller"]?.openDescriptors();
    if (String(told) !== String(open)) throw new Error(`user space was told ${told} and ${open} are open`);
  },
});
