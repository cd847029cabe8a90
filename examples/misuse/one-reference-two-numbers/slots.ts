/** one-reference-two-numbers, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const slot1 = slots.fdPrepare(current, 0);
    if (slots.isErr(slot1)) return slots.ptrErr(slot1);
    const slot2 = slots.fdPrepare(current, 0);
    if (slots.isErr(slot2)) return slots.ptrErr(slot2);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    slots.fdStage(current, slot2, file);
    return slots.fdStage(current, slot1, file);
  });
}

export default scenarioOf("slots", call, "its count is 1 and 2 references exist");
