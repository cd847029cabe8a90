/** put-foreign, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { fd }: Shared): number {
  return syscall(current, () => {
    raw.putUnusedFd(current, fd);
    return -5;
  });
}

export default scenarioOf("slots", call, "although its bit in open_fds was clear");
