/** gpio-linehandle, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, kref, prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { info }: Shared): number {
  return syscall(current, () => {
    using pointer = guard.free(current, info, () => {});
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current, 0, 0, pointer.pointer));
    if (fdf.err !== 0) return fdf.err;
    guard.retainAndNullPtr(pointer);
    kref.read(current, pointer.pointer); // dev_dbg
    return prepare.fdPublish(fdf);
  });
}

export default scenarioOf("ignore-fault", call, "BUG in read: NULL is dereferenced");
