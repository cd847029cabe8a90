/**
 * An attempt at pipe2 that the types refuse: FD_PREPARE has one descriptor and one file, and pipe2 has two of each,
 * made together and first. Two variables and two fd_publish() calls would do, with a reference more for each file,
 * but nothing would say that the two belong together.
 *
 * The steps of `do_pipe2` (fs/pipe.c); the series of November 2025 left it alone.
 */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () => {
    const files = [raw.anonInodeGetfile(current), raw.anonInodeGetfile(current)];
    // @ts-expect-error -- one file, made after the descriptor was reserved
    using fdf = prepare.fdPrepare(current, flags, files);
    if (fdf.err !== 0) return fdf.err;
    const error = raw.putUser(current, ufds, prepare.fdPrepareFd(fdf));
    return error < 0 ? error : prepare.fdPublish(fdf);
  });
}
