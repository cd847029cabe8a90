/**
 * SYNC_IOC_MERGE with scope-based clean-up: no label is left.
 *
 * The steps of `sync_file_ioctl_merge` (drivers/dma-buf/sync_file.c, Linux 6.12) with CLASS(get_unused_fd).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

const ENOENT = -2;

export function merge(current: Task, fd2: number, argument: number): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, OpenFlags.O_CLOEXEC);
    if (fd.fd < 0) return fd.fd;
    const refused =
      raw.mayFail(current, "EFAULT", "copy_from_user") || raw.mayFail(current, "EINVAL", "data.flags");
    if (refused < 0) return refused;
    using fence2 = guard.freeFput(current, raw.fget(current, fd2));
    if (fence2.pointer === 0) return ENOENT;
    using fence3 = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(fence3.pointer)) return raw.ptrErr(fence3.pointer);
    const fault = raw.putUser(current, argument, fd.fd);
    if (fault < 0) return fault;
    raw.fdInstall(current, guard.takeFd(fd), guard.noFreePtr(fence3));
    return 0;
  });
}

export default scenarioOf("guard", merge);
