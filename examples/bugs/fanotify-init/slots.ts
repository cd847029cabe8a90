/** fanotify-init, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const error = raw.mayFail(current, "ENOMEM", "fsnotify_alloc_group");
    const group = error < 0 ? error : kref.make(current, "group");
    const result = error < 0 ? error : 0;
    if (group) kref.put(current, group); // ERR_PTR is not NULL
    return result;
  });
}

export default scenarioOf("slots", call, "BUG in kref_put: ERR_PTR(-12) is dereferenced");
