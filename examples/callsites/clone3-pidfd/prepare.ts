/**
 * clone3 with CLONE_PIDFD and FD_PREPARE: one variable instead of two labels.
 *
 * The steps of `copy_process` (kernel/fork.c, Linux 6.12) with FD_PREPARE of Linux 6.19.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function clone3(current: Task, upidfd: number): number {
  return syscall(current, () => {
    const child = current.clone(); // copy_files
    const error = restOfCopyProcess(current, upidfd);
    if (error < 0) child.exit(); // bad_fork_cleanup_files
    return error < 0 ? error : child.address;
  });
}

function restOfCopyProcess(current: Task, upidfd: number): number {
  const noMemory = raw.mayFail(current, "ENOMEM", "copy_mm");
  if (noMemory < 0) return noMemory;
  using pidfd = prepare.fdPrepare(current, OpenFlags.O_CLOEXEC, () => raw.anonInodeGetfile(current));
  if (pidfd.err !== 0) return pidfd.err;
  const error =
    raw.putUser(current, upidfd, prepare.fdPrepareFd(pidfd)) ||
    raw.mayFail(current, "EAGAIN", "cgroup_can_fork") ||
    raw.mayFail(current, "EINTR", "fatal_signal_pending");
  return error < 0 ? error : prepare.fdPublish(pidfd);
}

export default scenarioOf("prepare", clone3);
