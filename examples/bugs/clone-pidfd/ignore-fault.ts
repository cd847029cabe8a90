/** clone-pidfd, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current));
    if (fd < 0) return fd;
    const error = raw.mayFail(current, "EAGAIN", "copy_process");
    if (error < 0) raw.closeFd(current, fd);
    return error;
  });
}

export default scenarioOf(
  "ignore-fault",
  call,
  "another task opened fd 1 and it was closed under its number",
);
