/**
 * SYNC_IOC_MERGE with FD_PREPARE: the checks move before the reservation, because the file comes with it.
 *
 * The steps of `sync_file_ioctl_merge` (drivers/dma-buf/sync_file.c, Linux 6.12) with FD_PREPARE of Linux 6.19. The
 * series of November 2025 converted this function; what was merged left it alone.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

const ENOENT = -2;

export function merge(current: Task, fd2: number, argument: number): number {
  return syscall(current, () => {
    const refused =
      raw.mayFail(current, "EFAULT", "copy_from_user") || raw.mayFail(current, "EINVAL", "data.flags");
    if (refused < 0) return refused;
    using fence2 = guard.freeFput(current, raw.fget(current, fd2));
    if (fence2.pointer === 0) return ENOENT;
    using fdf = prepare.fdPrepare(current, OpenFlags.O_CLOEXEC, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    const fault = raw.putUser(current, argument, prepare.fdPrepareFd(fdf));
    if (fault < 0) return fault;
    prepare.fdPublish(fdf);
    return 0;
  });
}

export default scenarioOf("prepare", merge);
