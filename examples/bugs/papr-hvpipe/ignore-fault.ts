/** papr-hvpipe, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, kref, prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { info }: Shared): number {
  return syscall(current, () => {
    using pointer = guard.free(current, info, () => {});
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current, 0, 0, pointer.pointer));
    if (fdf.err !== 0) return fdf.err;
    guard.retainAndNullPtr(pointer);
    kref.write(current, pointer.pointer, 1); // list_add
    return prepare.fdPublish(fdf);
  });
}

export default scenarioOf("ignore-fault", call, "BUG in write: NULL is dereferenced");
