/**
 * openat in C as the first version of the answer has it: the install may come before anything that fails, and no exit gives
 * a number back, because the return of the syscall does.
 *
 * The steps of `do_sys_openat2` (fs/open.c, Linux 6.12), as Al Viro's message has them (20240915193443.GK2825852@ZenIV).
 */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "../../callsites/openat/scenario.js";

export function openat(current: Task, flags: number): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(current, flags);
    if (fd < 0) return fd;
    const error = raw.mayFail(current, "ENOENT", "do_filp_open");
    if (error < 0) return error;
    const file = raw.anonInodeGetfile(current, 0, flags);
    if (raw.isErr(file)) return raw.ptrErr(file);
    raw.fdInstall(current, fd, file);
    return fd;
  });
}

export default scenarioOf("first-version", openat, { scheme: "tagged" });
