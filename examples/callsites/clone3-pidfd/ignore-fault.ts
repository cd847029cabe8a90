/**
 * clone3 with CLONE_PIDFD and the fault ignored, as kernel/fork.c ignores it already where it writes the thread's number.
 * The other failures still come before the install.
 *
 * The steps of `copy_process` (kernel/fork.c, Linux 6.12) with FD_PREPARE of Linux 6.19.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { ignoreFault, prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

/** The descriptor's part of copy_process. */
export function pidfd(current: Task, upidfd: number): number {
  const noMemory = raw.mayFail(current, "ENOMEM", "copy_mm");
  if (noMemory < 0) return noMemory;
  using fdf = prepare.fdPrepare(current, OpenFlags.O_CLOEXEC, () => raw.anonInodeGetfile(current));
  if (fdf.err !== 0) return fdf.err;
  const error =
    raw.mayFail(current, "EAGAIN", "cgroup_can_fork") ||
    raw.mayFail(current, "EINTR", "fatal_signal_pending");
  if (error < 0) return error;
  ignoreFault.tellUser(current, upidfd, prepare.fdPublish(fdf));
  return 0;
}

export function clone3(current: Task, upidfd: number): number {
  return syscall(current, () => {
    const child = current.clone(); // copy_files
    const error = pidfd(current, upidfd);
    if (error < 0) child.exit(); // bad_fork_cleanup_files
    return error < 0 ? error : child.address;
  });
}

export default scenarioOf("ignore-fault", clone3);
