/** sctp-peeloff, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, raw, slots } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations }: Shared): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const object = kref.make(current, "sock");
    const file = raw.anonInodeGetfile(current, operations, 0, object);
    if (raw.isErr(file)) {
      kref.put(current, object); // inside the constructor
      kref.put(current, object); // and by its caller
      return raw.ptrErr(file);
    }
    return slots.fdStage(current, slot, file);
  });
}

export default scenarioOf("slots", call, "is touched after it was freed");
