/** sock-map-fd, the same mistake with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, kref, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations }: Shared): number {
  return syscall(current, () => {
    using object = guard.free(current, kref.make(current, "socket"), (pointer) => {
      if (pointer !== 0) kref.put(current, pointer);
    });
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    const file = raw.anonInodeGetfile(current, operations, 0, object.pointer);
    if (raw.isErr(file)) {
      kref.put(current, object.pointer); // inside the constructor
      return raw.ptrErr(file);
    }
    guard.retainAndNullPtr(object);
    raw.fdInstall(current, fd.fd, file);
    return guard.takeFd(fd);
  });
}

export default scenarioOf("guard", call, "is touched after it was freed");
