/** scm-stale-error, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    ignoreFault.tellUser(current, user, prepare.fdPublish(fdf));
    return raw.mayFail(current, "EINVAL", "sock_from_file"); // no socket: no matter
  });
}

export default scenarioOf(
  "ignore-fault",
  call,
  "the call failed and yet fd 0 is open, which it was not before",
);
