/**
 * SNDRV_COMPRESS_TASK_CREATE with scope-based clean-up.
 *
 * The steps of `snd_compr_task_new` (sound/core/compress_offload.c, Linux 6.13) with CLASS(get_unused_fd).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function taskNew(current: Task, utask: number): number {
  return syscall(current, () => {
    using input = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(input.pointer)) return raw.ptrErr(input.pointer);
    using output = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(output.pointer)) return raw.ptrErr(output.pointer);
    using fdI = guard.getUnusedFd(current, OpenFlags.O_CLOEXEC);
    if (fdI.fd < 0) return fdI.fd;
    using fdO = guard.getUnusedFd(current, OpenFlags.O_CLOEXEC);
    if (fdO.fd < 0) return fdO.fd;
    const error = raw.putUser(current, utask, fdI.fd) || raw.putUser(current, utask + 1, fdO.fd);
    if (error < 0) return error;
    raw.fdInstall(current, guard.takeFd(fdI), raw.getFile(current, input.pointer));
    raw.fdInstall(current, guard.takeFd(fdO), raw.getFile(current, output.pointer));
    return 0;
  });
}

export default scenarioOf("guard", taskNew);
