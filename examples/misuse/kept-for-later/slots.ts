/** kept-for-later, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    let kept = 0 as slots.FdSlot;
    const error = syscall(current, () => {
      kept = slots.fdPrepare(current, 0);
      return slots.isErr(kept) ? slots.ptrErr(kept) : 0;
    });
    if (error < 0) return error;
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    return slots.fdStage(current, kept, file);
  });
}

export default scenarioOf("slots", call, "its count is 1 and 0 references exist");
