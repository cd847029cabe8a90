/** double-put, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) return fd;
    raw.putUnusedFd(current, fd);
    raw.putUnusedFd(current, fd);
    return -5;
  });
}

export default scenarioOf("raw", call, "although its bit in open_fds was clear");
