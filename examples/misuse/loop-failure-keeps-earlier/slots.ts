/** loop-failure-keeps-earlier, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    for (let round = 0; round < 3; round++) {
      const slot = slots.fdPrepare(current, 0);
      if (slots.isErr(slot)) return slots.ptrErr(slot);
    }
    return -5;
  });
}

export default scenarioOf("slots", call);
