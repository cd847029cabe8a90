/** first-put-twice, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd1 = raw.getUnusedFdFlags(current, 0);
    if (fd1 < 0) return fd1;
    const fd2 = raw.getUnusedFdFlags(current, 0);
    if (fd2 < 0) {
      raw.putUnusedFd(current, fd1);
      return fd2;
    }
    raw.putUnusedFd(current, fd1);
    raw.putUnusedFd(current, fd1);
    return -5;
  });
}

export default scenarioOf("raw", call, "fd 1 is reserved for ever: every syscall has returned");
