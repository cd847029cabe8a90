/** loop-failure-keeps-earlier, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fds: number[] = [];
    while (fds.length < 3) {
      const fd = raw.getUnusedFdFlags(current, 0);
      if (fd < 0) return fd;
      fds.push(fd);
    }
    for (const fd of fds) raw.putUnusedFd(current, fd);
    return -5;
  });
}

export default scenarioOf("raw", call, "fd 0 is reserved for ever: every syscall has returned");
