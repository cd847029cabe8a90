/**
 * openat with FD_ADD: nothing can fail after the file exists, so one step does it all.
 *
 * Mirrors `do_sys_openat2` (fs/open.c, Linux 6.19).
 */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function doFilpOpen(current: Task, flags: number): raw.FilePointer {
  const error = raw.mayFail(current, "ENOENT", "do_filp_open");
  return error < 0 ? (error as raw.FilePointer) : raw.anonInodeGetfile(current, 0, flags);
}

export function openat(current: Task, flags: number): number {
  return syscall(current, () => prepare.fdAdd(current, flags, () => doFilpOpen(current, flags)));
}

export default scenarioOf("prepare", openat);
