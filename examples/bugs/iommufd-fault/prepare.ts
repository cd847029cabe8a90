/** iommufd-fault, the same mistake with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    const file = prepare.fdPrepareFile(fdf);
    const error = raw.putUser(current, user, prepare.fdPrepareFd(fdf));
    if (error < 0) return error;
    const fd = prepare.fdPublish(fdf);
    raw.fput(current, file);
    return fd;
  });
}

export default scenarioOf("prepare", call, "which is released");
