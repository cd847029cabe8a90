/** not-bound, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    slots.fdPrepare(current, 0);
    return -5;
  });
}

export default scenarioOf("slots", call);
