/** io-uring-accounting, the same mistake with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, object }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current, operations, 0, object));
    if (fdf.err !== 0) return fdf.err;
    const fd = prepare.fdPublish(fdf);
    if (kref.read(current, object) === 0) kref.write(current, object, 1); // io_account_mem
    return fd;
  });
}

export default scenarioOf("prepare", call, "is touched after it was freed");
