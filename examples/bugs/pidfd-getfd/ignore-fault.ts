/** pidfd-getfd, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    const file = prepare.fdPrepareFile(fdf);
    const fd = prepare.fdPublish(fdf);
    raw.privateData(current, file);
    return fd;
  });
}

export default scenarioOf("ignore-fault", call, "use after free in private_data");
