/**
 * openat tells user space by its result, which cannot fault: FD_ADD, as in mainline, is all there is.
 *
 * Mirrors `do_sys_openat2` (fs/open.c, Linux 6.19).
 */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function doFilpOpen(current: Task, flags: number): raw.FilePointer {
  const error = raw.mayFail(current, "ENOENT", "do_filp_open");
  return error < 0 ? (error as raw.FilePointer) : raw.anonInodeGetfile(current, 0, flags);
}

export function openat(current: Task, flags: number): number {
  return syscall(current, () => ignoreFault.fdAdd(current, flags, () => doFilpOpen(current, flags)));
}

export default scenarioOf("ignore-fault", openat);
