/** papr-hvpipe, the same mistake with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, kref, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { info }: Shared): number {
  return syscall(current, () => {
    using pointer = guard.free(current, info, () => {});
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(current, raw.anonInodeGetfile(current, 0, 0, info));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    guard.retainAndNullPtr(pointer);
    kref.write(current, pointer.pointer, 1); // list_add
    raw.fdInstall(current, fd.fd, guard.noFreePtr(file));
    return guard.takeFd(fd);
  });
}

export default scenarioOf("guard", call, "BUG in write: NULL is dereferenced");
