/**
 * SYNC_IOC_MERGE with the fault ignored: the checks come first, and then FD_ADD will do, because nothing fails after it.
 *
 * The steps of `sync_file_ioctl_merge` (drivers/dma-buf/sync_file.c, Linux 6.12) with FD_ADD of Linux 6.19.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

const ENOENT = -2;

export function merge(current: Task, fd2: number, argument: number): number {
  return syscall(current, () => {
    const refused =
      raw.mayFail(current, "EFAULT", "copy_from_user") || raw.mayFail(current, "EINVAL", "data.flags");
    if (refused < 0) return refused;
    using fence2 = guard.freeFput(current, raw.fget(current, fd2));
    if (fence2.pointer === 0) return ENOENT;
    const fd = ignoreFault.fdAdd(current, OpenFlags.O_CLOEXEC, () => raw.anonInodeGetfile(current));
    if (fd < 0) return fd;
    ignoreFault.tellUser(current, argument, fd);
    return 0;
  });
}

export default scenarioOf("ignore-fault", merge);
