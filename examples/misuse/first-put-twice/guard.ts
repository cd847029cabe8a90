/** first-put-twice, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fd1 = guard.getUnusedFd(current, 0);
    if (fd1.fd < 0) return fd1.fd;
    using fd2 = guard.getUnusedFd(current, 0);
    if (fd2.fd < 0) return fd2.fd;
    fd1[Symbol.dispose]();
    fd1[Symbol.dispose]();
    return -5;
  });
}

export default scenarioOf("guard", call, "although its bit in open_fds was clear");
