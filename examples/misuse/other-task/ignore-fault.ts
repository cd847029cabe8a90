/** other-task, with the fault ignored: it cannot be written; the attempt does not compile. See scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import type { Shared } from "./scenario.js";

export function call(current: Task, { worker }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    // @ts-expect-error: what was prepared knows its task
    return prepare.fdPublish(worker, fdf);
  });
}
