/** reserved-for-another, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { worker }: Shared): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(worker, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    return slots.fdStage(worker, slot, file);
  });
}

export default scenarioOf("slots", call, "BUG in fd_prepare: the set is of a task that does not run");
