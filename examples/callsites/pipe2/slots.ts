/**
 * pipe2 with slots: both files exist first, as in Linux, and are staged *before* the numbers go to user space; a fault
 * undoes all. Until a file is staged its scope owns it.
 *
 * The steps of `do_pipe2` (fs/pipe.c, Linux 6.12) with fd_prepare and fd_stage of the series of September 2026.
 */
import { syscall, type Task } from "fd-reservation";
import { guard, raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () => {
    using reader = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(reader.pointer)) return raw.ptrErr(reader.pointer);
    using writer = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(writer.pointer)) return raw.ptrErr(writer.pointer);
    const readSlot = slots.fdPrepare(current, flags);
    if (slots.isErr(readSlot)) return slots.ptrErr(readSlot);
    const writeSlot = slots.fdPrepare(current, flags);
    if (slots.isErr(writeSlot)) return slots.ptrErr(writeSlot);
    const fdr = slots.fdStage(current, readSlot, guard.noFreePtr(reader));
    const fdw = slots.fdStage(current, writeSlot, guard.noFreePtr(writer));
    return raw.putUser(current, ufds, fdr) || raw.putUser(current, ufds + 1, fdw);
  });
}

export default scenarioOf("slots", pipe2, { scheme: "slots" });
