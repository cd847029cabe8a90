/** captured-by-thread, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const number = slots.fdPrepareFd(current, slot);
    try {
      current.clone({ files: true }, (child) => void slots.fdStage(child, slot, file), 0);
    } catch (error) {
      raw.fput(current, file);
      throw error;
    }
    return number;
  });
}

export default scenarioOf("slots", call);
