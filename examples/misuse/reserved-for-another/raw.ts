/** reserved-for-another, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { worker }: Shared): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(worker, 0);
    if (fd < 0) return fd;
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) {
      raw.putUnusedFd(worker, fd);
      return raw.ptrErr(file);
    }
    raw.fdInstall(worker, fd, file);
    return fd;
  });
}

export default scenarioOf("raw", call, "the call returned 0, which is not open");
