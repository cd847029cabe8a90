/** clone-pidfd, the same mistake with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    const fd = prepare.fdPublish(fdf);
    const error = raw.mayFail(current, "EAGAIN", "copy_process");
    if (error < 0) raw.closeFd(current, fd);
    return error;
  });
}

export default scenarioOf("prepare", call, "another task opened fd 1 and it was closed under its number");
