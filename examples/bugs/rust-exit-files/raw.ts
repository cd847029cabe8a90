/** rust-exit-files, as the kernel has it, but the model warns where Linux dereferences NULL: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) return fd;
    current.exit(); // exit_files
    raw.putUnusedFd(current, fd);
    return 0;
  });
}

export default scenarioOf(
  "raw",
  call,
  "WARN in put_unused_fd: the task holds fd 0 and has no descriptor table",
);
