/** fget-recheck, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, kref, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { fd }: Shared): number {
  return syscall(current, () => {
    using file = guard.freeFput(current, raw.fget(current, fd));
    if (file.pointer === 0) return -9;
    kref.read(current, raw.privateData(current, file.pointer)); // the socket's queue
    return 0;
  });
}

export default scenarioOf("ignore-fault", call, "use after free in read");
