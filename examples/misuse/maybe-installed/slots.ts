/** maybe-installed, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { early }: Shared): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    if (early) slots.fdStage(current, slot, raw.getFile(current, file));
    return slots.fdStage(current, slot, file);
  });
}

export default scenarioOf("slots", call, "its count is 2 and 1 references exist");
