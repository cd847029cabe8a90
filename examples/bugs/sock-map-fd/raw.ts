/** sock-map-fd, as the kernel had it: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations }: Shared): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) return fd;
    const object = kref.make(current, "socket");
    const file = raw.anonInodeGetfile(current, operations, 0, object);
    if (raw.isErr(file)) {
      kref.put(current, object); // inside the constructor
      kref.put(current, object); // and by its caller
      raw.putUnusedFd(current, fd);
      return raw.ptrErr(file);
    }
    raw.fdInstall(current, fd, file);
    return fd;
  });
}

export default scenarioOf("raw", call, "is touched after it was freed");
