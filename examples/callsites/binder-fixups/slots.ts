/**
 * Binder's fd fix-ups with slots: two loops, as today, because the ioctl succeeds also when the transaction fails, and its
 * return installs whatever is staged. The numbers it takes back in either case; files that no slot has are put by hand.
 *
 * The steps of `binder_apply_fd_fixups` (drivers/android/binder.c, Linux 6.12) with fd_prepare and fd_stage of the series
 * of September 2026.
 */
import { OpenFlags, type FileRef, type Move, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function applyFdFixups(current: Task, files: Move<readonly FileRef[]>, buffer: number): number {
  const fixups = files.map((file) => file.intoRaw() as raw.FilePointer);
  const prepared: slots.FdSlot[] = [];
  let error = 0;
  err: {
    for (const index of fixups.keys()) {
      const slot = slots.fdPrepare(current, OpenFlags.O_CLOEXEC);
      if (slots.isErr(slot)) {
        error = slots.ptrErr(slot);
        break err;
      }
      prepared.push(slot);
      error = raw.putUser(current, buffer + index, slots.fdPrepareFd(current, slot)); // binder_alloc_copy_to_buffer
      if (error < 0) break err;
    }
    for (const [index, slot] of prepared.entries())
      slots.fdStage(current, slot, fixups[index] as raw.FilePointer);
    return 0;
  }
  for (const file of fixups) raw.fput(current, file);
  return error;
}

export default scenarioOf("slots", applyFdFixups, { scheme: "slots" });
