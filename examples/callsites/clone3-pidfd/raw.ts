/**
 * clone3 with CLONE_PIDFD hands out a descriptor for the new child. The number is reserved after the child's copy of
 * the table was made, so that the child does not have it, and installed after the last step that can fail.
 *
 * Mirrors `copy_process` (kernel/fork.c, Linux 6.12).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function clone3(current: Task, upidfd: number): number {
  return syscall(current, () => {
    const child = current.clone(); // copy_files
    let error: number;
    badForkCleanupFiles: {
      error = raw.mayFail(current, "ENOMEM", "copy_mm");
      if (error < 0) break badForkCleanupFiles;
      const pidfd = (error = raw.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC));
      if (pidfd < 0) break badForkCleanupFiles;
      const pidfile = raw.anonInodeGetfile(current);
      badForkPutPidfd: {
        if (raw.isErr(pidfile)) {
          error = raw.ptrErr(pidfile);
          break badForkPutPidfd;
        }
        error =
          raw.putUser(current, upidfd, pidfd) ||
          raw.mayFail(current, "EAGAIN", "cgroup_can_fork") ||
          raw.mayFail(current, "EINTR", "fatal_signal_pending");
        if (error < 0) {
          raw.fput(current, pidfile);
          break badForkPutPidfd;
        }
        raw.fdInstall(current, pidfd, pidfile);
        return child.address;
      }
      raw.putUnusedFd(current, pidfd);
    }
    child.exit();
    return error;
  });
}

export default scenarioOf("raw", clone3);
