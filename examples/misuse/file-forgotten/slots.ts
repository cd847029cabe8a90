/** file-forgotten, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const error = raw.mayFail(current, "EIO", "prepare");
    if (error < 0) return error; // the commit knows of staged files alone
    return slots.fdStage(current, slot, file);
  });
}

export default scenarioOf("slots", call, "its count is 1 and 0 references exist");
