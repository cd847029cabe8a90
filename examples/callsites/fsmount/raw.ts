/**
 * fsmount makes a mount, then a number and a file for it. Changes of attributes come between file and install, and may
 * fail.
 *
 * Mirrors `fsmount` (fs/namespace.c, Linux 6.12).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

const EBADF = -9;

export function fsmount(current: Task, fsContext: number, flags: number): number {
  return syscall(current, () => {
    const context = raw.fget(current, fsContext);
    if (context === 0) return EBADF;
    let error: number;
    errUnlock: {
      error =
        raw.mayFail(current, "EBUSY", "fc->phase") || raw.mayFail(current, "ENOMEM", "vfs_create_mount");
      if (error < 0) break errUnlock;
      const fd = (error = raw.getUnusedFdFlags(current, flags));
      if (fd < 0) break errUnlock;
      const file = raw.anonInodeGetfile(current, 0, OpenFlags.O_RDONLY);
      if (raw.isErr(file)) {
        raw.putUnusedFd(current, fd);
        error = raw.ptrErr(file);
        break errUnlock;
      }
      error = raw.mayFail(current, "EPERM", "mount_setattr_prepare");
      if (error < 0) {
        raw.fput(current, file);
        raw.putUnusedFd(current, fd);
        break errUnlock;
      }
      raw.fdInstall(current, fd, file);
      error = fd;
    }
    raw.fput(current, context);
    return error;
  });
}

export default scenarioOf("raw", fsmount);
