/** number-after-install, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    prepare.fdPublish(fdf);
    return prepare.fdPrepareFd(fdf);
  });
}

export default scenarioOf(
  "ignore-fault",
  call,
  "the call failed and yet fd 0 is open, which it was not before",
);
