/** vfio-dma-buf, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, raw, slots } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations }: Shared): number {
  return syscall(current, () => {
    const object = kref.make(current, "vfio_dma_buf");
    const file = raw.anonInodeGetfile(current, operations, 0, object);
    if (raw.isErr(file)) {
      kref.put(current, object);
      return raw.ptrErr(file);
    }
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) {
      raw.fput(current, file); // its release puts the object
      kref.put(current, object);
      return slots.ptrErr(slot);
    }
    return slots.fdStage(current, slot, file);
  });
}

export default scenarioOf("slots", call, "is touched after it was freed");
