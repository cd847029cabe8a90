/**
 * SNDRV_COMPRESS_TASK_CREATE with slots: what is left to undo are the task's own references, which no slot has.
 *
 * The steps of `snd_compr_task_new` (sound/core/compress_offload.c, Linux 6.13) with fd_prepare and fd_stage of the series
 * of September 2026.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

/** A descriptor for a buffer that the task keeps, and its number to user space. */
function exportBuffer(current: Task, dmabuf: raw.FilePointer, user: number): number {
  const slot = slots.fdPrepare(current, OpenFlags.O_CLOEXEC);
  if (slots.isErr(slot)) return slots.ptrErr(slot);
  const fd = slots.fdStage(current, slot, raw.getFile(current, dmabuf)); // get_dma_buf: the task keeps a separate one
  return raw.putUser(current, user, fd);
}

export function taskNew(current: Task, utask: number): number {
  return syscall(current, () => {
    using input = guard.freeFput(current, raw.anonInodeGetfile(current)); // the driver's task_create
    if (raw.isErr(input.pointer)) return raw.ptrErr(input.pointer);
    using output = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(output.pointer)) return raw.ptrErr(output.pointer);
    // On success the references stay with the task, for as long as it lives; it ends here.
    return exportBuffer(current, input.pointer, utask) || exportBuffer(current, output.pointer, utask + 1);
  });
}

export default scenarioOf("slots", taskNew, { scheme: "slots" });
