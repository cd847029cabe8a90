/**
 * Binder's fd fix-ups with slots: one loop, because what it has staged is not public yet. Only the files that did not get
 * as far as a slot are put by hand.
 *
 * The steps of `binder_apply_fd_fixups` (drivers/android/binder.c, Linux 6.12) with fd_prepare and fd_stage of the series
 * of September 2026.
 */
import { OpenFlags, syscall, type FileRef, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function applyFdFixups(current: Task, files: readonly FileRef[], buffer: number): number {
  return syscall(current, () => {
    const fixups = files.map((file) => file.intoRaw() as raw.FilePointer);
    let error = 0;
    let staged = 0;
    for (const file of fixups) {
      const slot = slots.fdPrepare(current, OpenFlags.O_CLOEXEC);
      if (slots.isErr(slot)) {
        error = slots.ptrErr(slot);
        break;
      }
      const fd = slots.fdStage(current, slot, file);
      error = raw.putUser(current, buffer + staged++, fd); // binder_alloc_copy_to_buffer
      if (error < 0) break;
    }
    for (const file of fixups.slice(staged)) raw.fput(current, file);
    return error;
  });
}

export default scenarioOf("slots", applyFdFixups, { scheme: "slots" });
