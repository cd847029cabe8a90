/** alias, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const alias = slot;
    const number = slots.fdStage(current, slot, file);
    const second = raw.anonInodeGetfile(current);
    if (raw.isErr(second)) return raw.ptrErr(second);
    slots.fdStage(current, alias, second);
    return number;
  });
}

export default scenarioOf("slots", call, "its count is 1 and 0 references exist");
