/** nitro-enclaves, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, count, user }: Shared): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current, operations);
    if (raw.isErr(file)) return raw.ptrErr(file);
    current.kernel.memory.add(count, 1);
    const fd = slots.fdStage(current, slot, file);
    const error = raw.putUser(current, user, 1);
    if (error < 0) {
      raw.fput(current, file); // the return does both again
      raw.putUnusedFd(current, fd);
      return error;
    }
    return fd;
  });
}

export default scenarioOf("slots", call, "is touched after it was freed");
