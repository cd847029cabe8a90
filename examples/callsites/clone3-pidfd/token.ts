/**
 * clone3 with CLONE_PIDFD: the parent gets a descriptor for the child. The number is reserved after the child's copy
 * of the table was made, so that the child does not have it, and installed after the last step that can fail.
 *
 * Mirrors `copy_process` (kernel/fork.c, Linux 6.x).
 */
import { Errno, FileDescriptorReservation, FileRef, OpenFlags, syscall, Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

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

export default scenarioOf("token", clone3);
