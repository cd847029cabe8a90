/** overwritten, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    let fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    fd = guard.getUnusedFd(current, 0);
    fd[Symbol.dispose]();
    return -5;
  });
}

export default scenarioOf("guard", call, "fd 0 is reserved for ever: every syscall has returned");
