/** result-ignored, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    raw.putUser(current, user, fd.fd + 1);
    raw.fdInstall(current, guard.takeFd(fd), guard.noFreePtr(file));
    return 0;
  });
}

export default scenarioOf("guard", call, "the call succeeded, and user space was not told the number");
