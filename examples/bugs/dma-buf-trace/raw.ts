/** dma-buf-trace, as the kernel had it: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, buffer }: Shared): number {
  return syscall(current, () => {
    const file = raw.anonInodeGetfile(current, operations, 0, buffer);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) {
      raw.fput(current, file);
      return fd;
    }
    raw.fdInstall(current, fd, file); // inside FD_ADD
    kref.read(current, buffer); // the trace event
    return fd;
  });
}

export default scenarioOf("raw", call, "is touched after it was freed");
