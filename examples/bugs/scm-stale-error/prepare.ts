/** scm-stale-error, the same mistake with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    let error = raw.putUser(current, user, prepare.fdPrepareFd(fdf));
    if (error < 0) return error;
    prepare.fdPublish(fdf);
    error = raw.mayFail(current, "EINVAL", "sock_from_file");
    return error;
  });
}

export default scenarioOf("prepare", call, "the call failed and yet fd 0 is open, which it was not before");
