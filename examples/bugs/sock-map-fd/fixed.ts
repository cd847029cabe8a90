/** sock-map-fd, as it was fixed: see scenario.ts. */
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
      raw.putUnusedFd(current, fd);
      return raw.ptrErr(file);
    }
    raw.fdInstall(current, fd, file);
    return fd;
  });
}

export default scenarioOf("raw, fixed", call);
