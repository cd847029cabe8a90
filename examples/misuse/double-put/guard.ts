/** double-put, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    raw.putUnusedFd(current, fd.fd); // and the clean-up
    return -5;
  });
}

export default scenarioOf("guard", call, "although its bit in open_fds was clear");
