/** execve, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import type { Exclusive } from "fd-reservation/ownership";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Exclusive<Task>): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    current.execve();
    const number = guard.takeFd(fd);
    raw.fdInstall(current, number, guard.noFreePtr(file));
    return number;
  });
}

export default scenarioOf("guard", call, "fd 0 is reserved for ever: every syscall has returned");
