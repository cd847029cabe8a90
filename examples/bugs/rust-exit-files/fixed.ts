/** rust-exit-files, as it was fixed: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import type { Exclusive } from "fd-reservation/ownership";
import { scenarioOf } from "./scenario.js";

export function call(current: Exclusive<Task>): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) return fd;
    raw.putUnusedFd(current, fd);
    current.exit();
    return 0;
  });
}

export default scenarioOf("raw, fixed", call);
