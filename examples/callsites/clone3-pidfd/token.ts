/**
 * clone3 with CLONE_PIDFD: the parent gets a descriptor for the child. The number is reserved after the child's copy
 * of the table was made, so that the child does not have it, and installed after the last step that can fail.
 *
 * Mirrors `copy_process` (kernel/fork.c, Linux 6.x).
 */
import {
  allocUser,
  Errno,
  FileDescriptorReservation,
  FileRef,
  OpenFlags,
  syscall,
  Task,
} from "fd-reservation";
import { scenario } from "fd-reservation/explore";

export function clone3(current: Task, upidfd: number): number {
  return syscall(current, () => {
    const child = current.clone(); // copy_files
    try {
      current.mayFail("ENOMEM", "copy_mm");
      FileDescriptorReservation.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
      using pidfd: FileDescriptorReservation = current.reservation;
      using pidfile = FileRef.anonInodeGetfile(current);
      current.putUser(upidfd, pidfd.reservedFd());
      current.mayFail("EAGAIN", "cgroup_can_fork");
      current.mayFail("EINTR", "fatal_signal_pending");
      pidfd.commit(pidfile); // outside the locks, past every failure
      return child.address;
    } catch (error) {
      if (error instanceof Errno) child.exit(); // bad_fork_cleanup_files
      throw error;
    }
  });
}

export default scenario({
  name: "clone3 with CLONE_PIDFD: the parent's descriptor for its child",
  setup: ({ kernel }) => ({ upidfd: allocUser(kernel, 1) }),
  tasks: { parent: (current, { upidfd }) => clone3(current, upidfd) },
  check({ kernel, tasks, results, shared }) {
    const child = results["parent"] ?? 0;
    if (child < 0) return;
    const open = tasks["parent"]?.openDescriptors();
    const told = kernel.memory.words[shared.upidfd];
    if (String(open) !== String([told])) throw new Error(`the parent was told ${told} and has ${open}`);
    const inherited = Task.at(kernel, child).openDescriptors();
    if (inherited.length !== 0) throw new Error(`the child has ${inherited}`);
  },
});
