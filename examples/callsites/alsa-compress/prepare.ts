/**
 * SNDRV_COMPRESS_TASK_CREATE with FD_PREPARE: two variables, which only their order in the source makes a pair.
 *
 * The steps of `snd_compr_task_new` (sound/core/compress_offload.c, Linux 6.13) with FD_PREPARE of Linux 6.19.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function taskNew(current: Task, utask: number): number {
  return syscall(current, () => {
    using input = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(input.pointer)) return raw.ptrErr(input.pointer);
    using output = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(output.pointer)) return raw.ptrErr(output.pointer);
    const flags = OpenFlags.O_CLOEXEC;
    using fdI = prepare.fdPrepare(current, flags, () => raw.getFile(current, input.pointer));
    if (fdI.err !== 0) return fdI.err;
    using fdO = prepare.fdPrepare(current, flags, () => raw.getFile(current, output.pointer));
    if (fdO.err !== 0) return fdO.err;
    const error =
      raw.putUser(current, utask, prepare.fdPrepareFd(fdI)) ||
      raw.putUser(current, utask + 1, prepare.fdPrepareFd(fdO));
    if (error < 0) return error;
    prepare.fdPublish(fdI);
    prepare.fdPublish(fdO);
    return 0;
  });
}

export default scenarioOf("prepare", taskNew);
