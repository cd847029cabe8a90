/**
 * SNDRV_COMPRESS_TASK_CREATE with the fault ignored: both are published, then both numbers told. A caller that passed a
 * bad pointer has two buffers open and may know of one, or of none.
 *
 * The steps of `snd_compr_task_new` (sound/core/compress_offload.c, Linux 6.13) with FD_PREPARE of Linux 6.19.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, ignoreFault, prepare, raw } from "fd-reservation/designs";
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
    ignoreFault.tellUser(current, utask, prepare.fdPublish(fdI));
    ignoreFault.tellUser(current, utask + 1, prepare.fdPublish(fdO));
    return 0;
  });
}

export default scenarioOf("ignore-fault", taskNew);
