/** fanotify-init, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, ignoreFault, kref, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const error = raw.mayFail(current, "ENOMEM", "fsnotify_alloc_group");
    using group = guard.free(current, error < 0 ? error : kref.make(current, "group"), (pointer) => {
      if (pointer) kref.put(current, pointer);
    });
    if (group.pointer < 0) return group.pointer;
    return ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current));
  });
}

export default scenarioOf("ignore-fault", call, "BUG in kref_put: ERR_PTR(-12) is dereferenced");
