/** borrowed-file, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { slotOf } from "../../bugs/calls.js";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { lent }: Shared): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    return slots.fdStage(current, slot, slotOf(current, lent) as raw.FilePointer);
  });
}

export default scenarioOf("slots", call, "its count is 1 and 2 references exist");
