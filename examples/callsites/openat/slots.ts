/**
 * openat with slots: FD_ADD for the bare case would do; written out, it shows what is left of the clean-up: nothing.
 *
 * The steps of `do_sys_openat2` (fs/open.c, Linux 6.x) with fd_prepare and fd_stage of the series of September 2026.
 */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function openat(current: Task, flags: number): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, flags);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const error = raw.mayFail(current, "ENOENT", "do_filp_open");
    if (error < 0) return error;
    const file = raw.anonInodeGetfile(current, 0, flags);
    if (raw.isErr(file)) return raw.ptrErr(file);
    return slots.fdStage(current, slot, file);
  });
}

export default scenarioOf("slots", openat, { scheme: "slots" });
