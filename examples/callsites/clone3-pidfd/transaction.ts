/**
 * clone3 with CLONE_PIDFD as a transaction: the descriptor is installed before the last failure, and the child's copy
 * of the table leaves it out whether it was copied before or after.
 *
 * The steps of `copy_process` (kernel/fork.c, Linux 6.x) under the per-task design of Al Viro's proposal.
 */
import { Errno, FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function clone3(current: Task, upidfd: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const pidfd = transaction.getUnusedFdFlags(OpenFlags.O_CLOEXEC);
    pidfd.fdInstall(FileRef.anonInodeGetfile(current));
    current.putUser(upidfd, pidfd.reservedFd());
    const child = current.clone(); // copies the uncommitted entry as reserved: free in the child
    try {
      current.mayFail("ENOMEM", "copy_mm");
      current.mayFail("EAGAIN", "cgroup_can_fork");
      current.mayFail("EINTR", "fatal_signal_pending");
      return transaction.succeed(child.address);
    } catch (error) {
      if (error instanceof Errno) child.exit(); // bad_fork_cleanup_files
      throw error;
    }
  });
}

export default scenarioOf("transaction", clone3, { scheme: "tagged" });
