/**
 * SYNC_IOC_MERGE with slots: reserve first, as today; of the four labels one is left, for the second fence.
 *
 * The steps of `sync_file_ioctl_merge` (drivers/dma-buf/sync_file.c, Linux 6.12) with fd_prepare and fd_stage of the series
 * of September 2026.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

const ENOENT = -2;

export function merge(current: Task, fd2: number, argument: number): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, OpenFlags.O_CLOEXEC);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const error =
      raw.mayFail(current, "EFAULT", "copy_from_user") || raw.mayFail(current, "EINVAL", "data.flags");
    if (error < 0) return error;
    using fence2 = guard.freeFput(current, raw.fget(current, fd2));
    if (fence2.pointer === 0) return ENOENT;
    const fence3 = raw.anonInodeGetfile(current);
    if (raw.isErr(fence3)) return raw.ptrErr(fence3);
    return raw.putUser(current, argument, slots.fdStage(current, slot, fence3));
  });
}

export default scenarioOf("slots", merge, { scheme: "slots" });
