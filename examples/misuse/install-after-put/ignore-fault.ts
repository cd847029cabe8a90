/** install-after-put, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    fdf[Symbol.dispose]();
    return prepare.fdPublish(fdf);
  });
}

export default scenarioOf("ignore-fault", call, "is touched after its release");
