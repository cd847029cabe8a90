/** mq-open, the same mistake with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { openQueue, scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const readOnly = raw.mayFail(current, "EROFS", "mnt_want_write") !== 0;
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = openQueue(current, Number(readOnly));
    if (raw.isErr(file)) return raw.ptrErr(file);
    return slots.fdStage(current, slot, file);
  });
}

export default scenarioOf("slots", call, "BUG in fd_slots_commit: fd 0: the pointer 1 is dereferenced");
