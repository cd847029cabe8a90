/** double-put, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    raw.putUnusedFd(current, slots.fdPrepareFd(current, slot)); // and the commit
    return -5;
  });
}

export default scenarioOf("slots", call, "although its bit in open_fds was clear");
