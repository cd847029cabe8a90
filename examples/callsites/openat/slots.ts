/**
 * openat with slots: nothing can fail after the file exists, so it stays FD_ADD, which the series keeps for the bare case.
 *
 * The steps of `do_sys_openat2` (fs/open.c, Linux 6.x) with FD_ADD of the series of September 2026.
 */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function doFilpOpen(current: Task, flags: number): raw.FilePointer {
  const error = raw.mayFail(current, "ENOENT", "do_filp_open");
  return error < 0 ? (error as raw.FilePointer) : raw.anonInodeGetfile(current, 0, flags);
}

export function openat(current: Task, flags: number): number {
  return syscall(current, () => slots.fdAdd(current, flags, () => doFilpOpen(current, flags)));
}

export default scenarioOf("slots", openat, { scheme: "slots" });
