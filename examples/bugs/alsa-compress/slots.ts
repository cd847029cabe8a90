/** alsa-compress, with slots: see scenario.ts. */
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
    const found = raw.fget(current, fd); // dma_buf_get
    raw.privateData(current, found);
    raw.fput(current, found);
    return fd;
  });
}

export default scenarioOf("slots", call, "BUG in private_data: NULL is dereferenced");
