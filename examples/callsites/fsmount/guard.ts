/**
 * fsmount with scope-based clean-up.
 *
 * Mirrors `fsmount` (fs/namespace.c, Linux 6.12) with CLASS(get_unused_fd) and __free(fput).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

const EBADF = -9;

export function fsmount(current: Task, fsContext: number, flags: number): number {
  return syscall(current, () => {
    using context = guard.freeFput(current, raw.fget(current, fsContext));
    if (context.pointer === 0) return EBADF;
    const error =
      raw.mayFail(current, "EBUSY", "fc->phase") || raw.mayFail(current, "ENOMEM", "vfs_create_mount");
    if (error < 0) return error;
    using fd = guard.getUnusedFd(current, flags);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(current, raw.anonInodeGetfile(current, 0, OpenFlags.O_RDONLY));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    const refused = raw.mayFail(current, "EPERM", "mount_setattr_prepare");
    if (refused < 0) return refused;
    raw.fdInstall(current, fd.fd, guard.noFreePtr(file));
    return guard.takeFd(fd);
  });
}

export default scenarioOf("guard", fsmount);
