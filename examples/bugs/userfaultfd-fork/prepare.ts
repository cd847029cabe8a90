/** userfaultfd-fork, the same mistake with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    const fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current)); // not bound with using
    if (fdf.err !== 0) return fdf.err;
    const error = raw.putUser(current, user, prepare.fdPrepareFd(fdf));
    if (error < 0) return error;
    prepare.fdPublish(fdf);
    return 0;
  });
}

export default scenarioOf("prepare", call, "fd 0 is reserved for ever: every syscall has returned");
