/**
 * An ALSA driver makes two buffers and hands out a descriptor for each (SNDRV_COMPRESS_TASK_CREATE). Each file gets a
 * reference for its descriptor, both numbers go out, and both files are installed.
 *
 * The steps of `snd_compr_task_new` (sound/core/compress_offload.c, Linux 6.13), with the copy of the argument before
 * the installs.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function taskNew(current: Task, utask: number): number {
  return syscall(current, () => {
    const input = raw.anonInodeGetfile(current); // the driver's task_create
    if (raw.isErr(input)) return raw.ptrErr(input);
    const output = raw.anonInodeGetfile(current);
    if (raw.isErr(output)) {
      raw.fput(current, input);
      return raw.ptrErr(output);
    }
    let error: number;
    cleanup: {
      const fdI = (error = raw.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC));
      if (fdI < 0) break cleanup;
      const fdO = (error = raw.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC));
      if (fdO < 0) {
        raw.putUnusedFd(current, fdI);
        break cleanup;
      }
      error = raw.putUser(current, utask, fdI) || raw.putUser(current, utask + 1, fdO);
      if (error < 0) {
        raw.putUnusedFd(current, fdO);
        raw.putUnusedFd(current, fdI);
        break cleanup;
      }
      raw.fdInstall(current, fdI, raw.getFile(current, input)); // get_dma_buf: the task keeps a separate one
      raw.fdInstall(current, fdO, raw.getFile(current, output));
    }
    raw.fput(current, output); // on success the task's, for as long as it lives
    raw.fput(current, input);
    return error;
  });
}

export default scenarioOf("raw", taskNew);
