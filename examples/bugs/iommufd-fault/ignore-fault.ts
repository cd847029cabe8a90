/** iommufd-fault, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    const file = prepare.fdPrepareFile(fdf);
    const fd = prepare.fdPublish(fdf);
    ignoreFault.tellUser(current, user, fd);
    raw.fput(current, file); // the table owns it now
    return fd;
  });
}

export default scenarioOf("ignore-fault", call, "which is released");
