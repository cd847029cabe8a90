/** media-request, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, raw, slots } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, object }: Shared): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current, operations, 0, object);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const fd = slots.fdStage(current, slot, file);
    kref.write(current, object, 1); // snprintf into req->debug_str
    return fd;
  });
}

export default scenarioOf("slots", call);
