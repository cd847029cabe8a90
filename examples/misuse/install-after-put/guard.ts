/** install-after-put, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    const number = fd.fd;
    fd[Symbol.dispose]();
    raw.fdInstall(current, guard.takeFd(fd), guard.noFreePtr(file));
    return number;
  });
}

export default scenarioOf("guard", call, "although its bit in open_fds was clear");
