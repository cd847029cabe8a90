/** one-reference-two-numbers, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fdf1 = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf1.err !== 0) return fdf1.err;
    using fdf2 = prepare.fdPrepare(current, 0, () => prepare.fdPrepareFile(fdf1));
    if (fdf2.err !== 0) return fdf2.err;
    prepare.fdPublish(fdf2);
    return prepare.fdPublish(fdf1);
  });
}

export default scenarioOf("ignore-fault", call, "its count is 1 and 2 references exist");
