/** never-installed, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    return slots.fdPrepareFd(current, slot);
  });
}

export default scenarioOf("slots", call, "the call returned 0, which is not open");
