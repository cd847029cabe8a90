/**
 * clone3 with CLONE_PIDFD and scope-based clean-up.
 *
 * Mirrors `copy_process` (kernel/fork.c, Linux 6.12) with CLASS(get_unused_fd) and __free(fput).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
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
  using pidfd = guard.getUnusedFd(current, OpenFlags.O_CLOEXEC);
  if (pidfd.fd < 0) return pidfd.fd;
  using pidfile = guard.freeFput(current, raw.anonInodeGetfile(current));
  if (raw.isErr(pidfile.pointer)) return raw.ptrErr(pidfile.pointer);
  const error =
    raw.putUser(current, upidfd, pidfd.fd) ||
    raw.mayFail(current, "EAGAIN", "cgroup_can_fork") ||
    raw.mayFail(current, "EINTR", "fatal_signal_pending");
  if (error < 0) return error;
  raw.fdInstall(current, guard.takeFd(pidfd), guard.noFreePtr(pidfile));
  return 0;
}

export default scenarioOf("guard", clone3);
