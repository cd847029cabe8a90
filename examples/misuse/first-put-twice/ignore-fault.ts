/** first-put-twice, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fdf1 = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf1.err !== 0) return fdf1.err;
    using fdf2 = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf2.err !== 0) return fdf2.err;
    fdf1[Symbol.dispose]();
    fdf1[Symbol.dispose]();
    return -5;
  });
}

export default scenarioOf(
  "ignore-fault",
  call,
  "use after free: the struct file at 4098 is touched after it was freed",
);
