/** borrowed-file, with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { slotOf } from "../../bugs/calls.js";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { lent }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => slotOf(current, lent) as raw.FilePointer);
    if (fdf.err !== 0) return fdf.err;
    return prepare.fdPublish(fdf);
  });
}

export default scenarioOf("prepare", call, "its count is 1 and 2 references exist");
