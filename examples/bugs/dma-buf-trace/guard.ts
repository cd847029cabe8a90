/** dma-buf-trace, the same mistake with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, kref, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, buffer }: Shared): number {
  return syscall(current, () => {
    using file = guard.freeFput(current, raw.anonInodeGetfile(current, operations, 0, buffer));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    const number = guard.takeFd(fd);
    raw.fdInstall(current, number, guard.noFreePtr(file));
    kref.read(current, buffer); // the trace event
    return number;
  });
}

export default scenarioOf("guard", call, "is touched after it was freed");
