/** memfd-secret, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, count }: Shared): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current, operations);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const fd = slots.fdStage(current, slot, file);
    current.kernel.memory.add(count, 1);
    return fd;
  });
}

export default scenarioOf("slots", call);
