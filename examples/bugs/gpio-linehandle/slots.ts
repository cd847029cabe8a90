/** gpio-linehandle, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, raw, slots } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { info }: Shared): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current, 0, 0, info);
    if (raw.isErr(file)) return raw.ptrErr(file);
    let pointer = info;
    const fd = slots.fdStage(current, slot, file);
    pointer = 0; // the file owns it now
    kref.read(current, pointer); // dev_dbg
    return fd;
  });
}

export default scenarioOf("slots", call, "BUG in read: NULL is dereferenced");
