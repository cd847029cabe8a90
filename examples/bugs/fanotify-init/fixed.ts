/** fanotify-init, as it was fixed: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const error = raw.mayFail(current, "ENOMEM", "fsnotify_alloc_group");
    const group = error < 0 ? error : kref.make(current, "group");
    if (group > 0) kref.put(current, group);
    return error;
  });
}

export default scenarioOf("raw, fixed", call);
