/** media-request, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, kref, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, object }: Shared): number {
  return syscall(current, () => {
    const fd = ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current, operations, 0, object));
    if (fd < 0) return fd;
    kref.write(current, object, 1); // snprintf into req->debug_str
    return fd;
  });
}

export default scenarioOf("ignore-fault", call, "is touched after it was freed");
