/** reserved-for-another, with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { worker }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(worker, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    return prepare.fdPublish(fdf);
  });
}

export default scenarioOf("prepare", call, "the call returned 0, which is not open");
