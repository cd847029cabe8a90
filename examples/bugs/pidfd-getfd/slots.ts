/** pidfd-getfd, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const fd = slots.fdStage(current, slot, file);
    raw.privateData(current, file); // __receive_sock
    return fd;
  });
}

export default scenarioOf("slots", call);
