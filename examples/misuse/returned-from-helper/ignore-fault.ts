/** returned-from-helper, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function reserve(current: Task): prepare.FdPrepare {
  using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
  return fdf;
}

export function call(current: Task): number {
  return syscall(current, () => {
    using fdf = reserve(current);
    if (fdf.err !== 0) return fdf.err;
    return prepare.fdPublish(fdf);
  });
}

export default scenarioOf("ignore-fault", call, "is touched after its release");
