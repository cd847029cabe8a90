/**
 * pipe2 with slots: both files are staged *before* the numbers go to user space, and a fault undoes all.
 *
 * The steps of `do_pipe2` (fs/pipe.c, Linux 6.12) with fd_prepare and fd_stage of the series of September 2026.
 */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () => {
    for (const end of [0, 1]) {
      const slot = slots.fdPrepare(current, flags);
      if (slots.isErr(slot)) return slots.ptrErr(slot);
      const file = raw.anonInodeGetfile(current);
      if (raw.isErr(file)) return raw.ptrErr(file);
      const error = raw.putUser(current, ufds + end, slots.fdStage(current, slot, file));
      if (error < 0) return error;
    }
    return 0;
  });
}

export default scenarioOf("slots", pipe2, { scheme: "slots" });
