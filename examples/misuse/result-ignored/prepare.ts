/** result-ignored, with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    raw.putUser(current, user, prepare.fdPrepareFd(fdf) + 1);
    prepare.fdPublish(fdf);
    return 0;
  });
}

export default scenarioOf("prepare", call, "the call succeeded, and user space was not told the number");
