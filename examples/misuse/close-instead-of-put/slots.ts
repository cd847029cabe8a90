/** close-instead-of-put, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const error = raw.mayFail(current, "EIO", "prepare");
    if (error < 0) {
      raw.closeFd(current, slots.fdPrepareFd(current, slot)); // and the commit
      raw.fput(current, file);
      return error;
    }
    return slots.fdStage(current, slot, file);
  });
}

export default scenarioOf("slots", call);
