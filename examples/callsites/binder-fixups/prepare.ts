/**
 * An attempt at Binder's fd fix-ups that the types refuse: an FD_PREPARE variable lives to the end of its scope, the
 * round of the first loop, and the second loop cannot name it.
 *
 * The steps of `binder_apply_fd_fixups` (drivers/android/binder.c); the series of November 2025 left it alone.
 */
import { OpenFlags, syscall, type FileRef, type Move, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";

export function applyFdFixups(current: Task, files: Move<readonly FileRef[]>, buffer: number): number {
  return syscall(current, () => {
    for (const [index, file] of files.entries()) {
      using fdf = prepare.fdPrepare(current, OpenFlags.O_CLOEXEC, () => file.intoRaw() as raw.FilePointer);
      if (fdf.err !== 0) return fdf.err;
      const error = raw.putUser(current, buffer + index, prepare.fdPrepareFd(fdf));
      if (error < 0) return error;
    }
    // @ts-expect-error -- each of them has ended with its round
    for (const _file of files) prepare.fdPublish(fdf);
    return 0;
  });
}
