/** cast-away, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    return slots.fdStage(current, slot, (slots.fdPrepareFd(current, slot) + 1) as raw.FilePointer);
  });
}

export default scenarioOf("slots", call, "the pointer 1 is dereferenced");
