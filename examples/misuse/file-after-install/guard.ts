/** file-after-install, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    const pointer = guard.noFreePtr(file);
    raw.fdInstall(current, guard.takeFd(fd), pointer);
    return raw.privateData(current, pointer);
  });
}

export default scenarioOf("guard", call, "is touched after its release");
