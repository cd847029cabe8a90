/** cloexec-dropped, with slots: see scenario.ts. */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current, 0, OpenFlags.O_CLOEXEC); // of a file it means nothing
    if (raw.isErr(file)) return raw.ptrErr(file);
    return slots.fdStage(current, slot, file);
  });
}

export default scenarioOf("slots", call, "fd 0 stays open across exec");
