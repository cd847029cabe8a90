/** reserved-for-another, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { worker }: Shared): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(worker, 0);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    const number = guard.takeFd(fd);
    raw.fdInstall(worker, number, guard.noFreePtr(file));
    return number;
  });
}

export default scenarioOf("guard", call, "the call returned 0, which is not open");
