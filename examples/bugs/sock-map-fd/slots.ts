/** sock-map-fd, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, raw, slots } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations }: Shared): number {
  return syscall(current, () => {
    const object = kref.make(current, "socket");
    const fd = slots.fdAdd(current, 0, () => {
      const file = raw.anonInodeGetfile(current, operations, 0, object);
      if (raw.isErr(file)) kref.put(current, object); // inside the constructor
      return file;
    });
    if (fd < 0) kref.put(current, object); // and by its caller
    return fd;
  });
}

export default scenarioOf("slots", call, "is touched after it was freed");
