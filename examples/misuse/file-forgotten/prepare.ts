/** file-forgotten, with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    using fdf = prepare.fdPrepare(current, 0, () => file); // consumed only when a number was reserved
    if (fdf.err !== 0) return fdf.err;
    return prepare.fdPublish(fdf);
  });
}

export default scenarioOf("prepare", call, "its count is 1 and 0 references exist");
