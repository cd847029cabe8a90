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
    const numbers: number[] = [];
    for (let end = 0; end < 2; end++) {
      const slot = slots.fdPrepare(current, flags);
      if (slots.isErr(slot)) return slots.ptrErr(slot);
      const file = raw.anonInodeGetfile(current);
      if (raw.isErr(file)) return raw.ptrErr(file);
      numbers.push(slots.fdStage(current, slot, file));
    }
    const [reader = 0, writer = 0] = numbers;
    return raw.putUser(current, ufds, reader) || raw.putUser(current, ufds + 1, writer);
  });
}

export default scenarioOf("slots", pipe2, { scheme: "slots" });
