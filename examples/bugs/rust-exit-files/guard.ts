/** rust-exit-files, the same mistake with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import type { Exclusive } from "fd-reservation/ownership";
import { guard } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Exclusive<Task>): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    current.exit();
    return 0;
  });
}

export default scenarioOf(
  "guard",
  call,
  "WARN in put_unused_fd: the task holds fd 0 and has no descriptor table",
);
