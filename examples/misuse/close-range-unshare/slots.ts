/** close-range-unshare, with slots: see scenario.ts. */
import { CloseRangeFlags, syscall, type Task } from "fd-reservation";
import type { Exclusive } from "fd-reservation/ownership";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Exclusive<Task>): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const number = slots.fdStage(current, slot, file);
    current.closeRange(3, 9, CloseRangeFlags.UNSHARE);
    return number;
  });
}

export default scenarioOf("slots", call);
