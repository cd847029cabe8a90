/** sock-map-fd, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, ignoreFault, kref, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations }: Shared): number {
  return syscall(current, () => {
    using object = guard.free(current, kref.make(current, "socket"), (pointer) => {
      if (pointer !== 0) kref.put(current, pointer);
    });
    const fd = ignoreFault.fdAdd(current, 0, () => {
      const file = raw.anonInodeGetfile(current, operations, 0, object.pointer);
      if (raw.isErr(file)) kref.put(current, object.pointer); // inside the constructor
      return file;
    });
    if (fd >= 0) guard.retainAndNullPtr(object);
    return fd;
  });
}

export default scenarioOf("ignore-fault", call, "is touched after it was freed");
