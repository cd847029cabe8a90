/** fget-recheck, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { fd }: Shared): number {
  return syscall(current, () => {
    const file = raw.fget(current, fd);
    if (file === 0) return -9;
    kref.read(current, raw.privateData(current, file)); // the socket's queue
    raw.fput(current, file);
    return 0;
  });
}

export default scenarioOf("slots", call, "use after free in read");
