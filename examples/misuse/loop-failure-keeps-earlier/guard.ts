/** loop-failure-keeps-earlier, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fds: guard.UnusedFd[] = [];
    while (fds.length < 3) {
      const fd = guard.getUnusedFd(current, 0);
      if (fd.fd < 0) return fd.fd;
      fds.push(fd);
    }
    for (const fd of fds) fd[Symbol.dispose]();
    return -5;
  });
}

export default scenarioOf("guard", call, "fd 0 is reserved for ever: every syscall has returned");
