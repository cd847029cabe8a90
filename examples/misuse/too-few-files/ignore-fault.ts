/** too-few-files, with the fault ignored: it cannot be written; the attempt does not compile. See scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";

export function call(current: Task): number {
  return syscall(current, () => {
    using fdf1 = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    // @ts-expect-error: there is no number without a file
    using fdf2 = prepare.fdPrepare(current, 0);
    if (fdf1.err !== 0) return fdf1.err;
    prepare.fdPublish(fdf1);
    return prepare.fdPrepareFd(fdf2);
  });
}
