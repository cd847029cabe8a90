/** fget-recheck, the same mistake with the reservation token, which has nothing to do with lookups: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { fd }: Shared): number {
  return syscall(current, () => {
    using file = current.fget(fd);
    kref.read(current, file.privateData); // the socket's queue
    return 0;
  });
}

export default scenarioOf("token", call, "use after free in read");
