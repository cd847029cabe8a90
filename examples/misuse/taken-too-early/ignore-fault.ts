/** taken-too-early, with the fault ignored: it cannot be written; the attempt does not compile. See scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, prepare, raw } from "fd-reservation/designs";

export function call(current: Task): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    // @ts-expect-error: what was prepared is published whole, or not at all
    const number = guard.takeFd(fdf);
    const error = raw.mayFail(current, "EIO", "prepare");
    return error < 0 ? error : number;
  });
}
