/**
 * fsmount with slots: attributes change after the file is staged and may fail.
 *
 * The steps of `fsmount` (fs/namespace.c, Linux 6.12) with fd_prepare and fd_stage of the series of September 2026.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

const EBADF = -9;

export function fsmount(current: Task, fsContext: number, flags: number): number {
  return syscall(current, () => {
    using context = guard.freeFput(current, raw.fget(current, fsContext));
    if (context.pointer === 0) return EBADF;
    return mountOf(current, flags);
  });
}

function mountOf(current: Task, flags: number): number {
  const error =
    raw.mayFail(current, "EBUSY", "fc->phase") || raw.mayFail(current, "ENOMEM", "vfs_create_mount");
  if (error < 0) return error;
  const slot = slots.fdPrepare(current, flags);
  if (slots.isErr(slot)) return slots.ptrErr(slot);
  const file = raw.anonInodeGetfile(current, 0, OpenFlags.O_RDONLY);
  if (raw.isErr(file)) return raw.ptrErr(file);
  const fd = slots.fdStage(current, slot, file);
  const refused = raw.mayFail(current, "EPERM", "mount_setattr_prepare");
  return refused < 0 ? refused : fd;
}

export default scenarioOf("slots", fsmount, { scheme: "slots" });
