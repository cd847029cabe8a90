/** put-after-install, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    raw.putUnusedFd(current, slots.fdStage(current, slot, file)); // and the commit
    return -5;
  });
}

export default scenarioOf("slots", call, "fd 0 is reserved by a task and its bit is clear");
