/** first-put-twice, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const slot1 = slots.fdPrepare(current, 0);
    if (slots.isErr(slot1)) return slots.ptrErr(slot1);
    const slot2 = slots.fdPrepare(current, 0);
    if (slots.isErr(slot2)) return slots.ptrErr(slot2);
    raw.putUnusedFd(current, slots.fdPrepareFd(current, slot1));
    raw.putUnusedFd(current, slots.fdPrepareFd(current, slot1)); // and the commit
    return -5;
  });
}

export default scenarioOf("slots", call, "although its bit in open_fds was clear");
