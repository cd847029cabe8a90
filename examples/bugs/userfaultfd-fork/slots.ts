/** userfaultfd-fork, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const error = raw.putUser(current, user, slots.fdPrepareFd(current, slot));
    if (error < 0) {
      raw.fput(current, file); // the number gives itself back
      return error;
    }
    slots.fdStage(current, slot, file);
    return 0;
  });
}

export default scenarioOf("slots", call);
