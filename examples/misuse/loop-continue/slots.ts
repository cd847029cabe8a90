/** loop-continue, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    let number = -5;
    for (let round = 0; round < 2; round++) {
      const slot = slots.fdPrepare(current, 0);
      if (slots.isErr(slot)) return slots.ptrErr(slot);
      const file = raw.anonInodeGetfile(current);
      if (raw.isErr(file)) continue;
      number = slots.fdStage(current, slot, file);
    }
    return number;
  });
}

export default scenarioOf("slots", call);
