/**
 * Binder's fd fix-ups with the fault ignored: the first loop still reserves all, because the third number may not be there;
 * the second installs and tells. A buffer that cannot be written keeps a wrong number in its transaction.
 *
 * The steps of `binder_apply_fd_fixups` (drivers/android/binder.c, Linux 6.12).
 */
import { OpenFlags, syscall, type FileRef, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function applyFdFixups(current: Task, files: readonly FileRef[], buffer: number): number {
  return syscall(current, () => {
    const fixups = files.map((file) => ({ file: file.intoRaw() as raw.FilePointer, targetFd: -1 }));
    let error = 0;
    err: {
      for (const fixup of fixups) {
        const fd = (error = raw.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC));
        if (fd < 0) break err;
        fixup.targetFd = fd;
      }
      for (const [index, { file, targetFd }] of fixups.entries()) {
        raw.fdInstall(current, targetFd, file);
        ignoreFault.tellUser(current, buffer + index, targetFd); // binder_alloc_copy_to_buffer
      }
      return 0;
    }
    for (const { file, targetFd } of fixups) {
      raw.fput(current, file);
      if (targetFd >= 0) raw.putUnusedFd(current, targetFd);
    }
    return error;
  });
}

export default scenarioOf("ignore-fault", applyFdFixups);
