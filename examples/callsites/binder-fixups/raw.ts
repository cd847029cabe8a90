/**
 * Binder delivers the descriptors of a message: one loop reserves and writes the numbers, a second one installs. On
 * failure every file is put, and every number that was reserved so far.
 *
 * Mirrors `binder_apply_fd_fixups` (drivers/android/binder.c, Linux 6.12).
 */
import { OpenFlags, type FileRef, type Move, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function applyFdFixups(current: Task, files: Move<readonly FileRef[]>, buffer: number): number {
  const fixups = files.map((file) => ({ file: file.intoRaw() as raw.FilePointer, targetFd: -1 }));
  let error = 0;
  err: {
    for (const [index, fixup] of fixups.entries()) {
      const fd = (error = raw.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC));
      if (fd < 0) break err;
      fixup.targetFd = fd;
      error = raw.putUser(current, buffer + index, fd); // binder_alloc_copy_to_buffer
      if (error < 0) break err;
    }
    for (const { file, targetFd } of fixups) raw.fdInstall(current, targetFd, file);
    return 0;
  }
  for (const { file, targetFd } of fixups) {
    raw.fput(current, file);
    if (targetFd >= 0) raw.putUnusedFd(current, targetFd);
  }
  return error;
}

export default scenarioOf("raw", applyFdFixups);
