/** one-reference-two-numbers, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fd1 = guard.getUnusedFd(current, 0);
    if (fd1.fd < 0) return fd1.fd;
    using fd2 = guard.getUnusedFd(current, 0);
    if (fd2.fd < 0) return fd2.fd;
    using file = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    const number = guard.takeFd(fd1);
    raw.fdInstall(current, number, file.pointer);
    raw.fdInstall(current, guard.takeFd(fd2), guard.noFreePtr(file));
    return number;
  });
}

export default scenarioOf("guard", call, "its count is 1 and 2 references exist");
