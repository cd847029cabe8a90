/** overwritten, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    let slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    return -5;
  });
}

export default scenarioOf("slots", call);
