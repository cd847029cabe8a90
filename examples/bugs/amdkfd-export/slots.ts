/** amdkfd-export, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const fd = slots.fdStage(current, slot, file); // inside drm_gem_prime_handle_to_fd
    const found = raw.fget(current, fd);
    raw.closeFd(current, fd);
    if (found !== 0) raw.fput(current, found);
    return 0;
  });
}

export default scenarioOf("slots", call, "the call succeeded and has left its descriptor open");
