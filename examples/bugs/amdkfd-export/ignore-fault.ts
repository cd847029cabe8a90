/** amdkfd-export, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current));
    if (fd < 0) return fd;
    const found = raw.fget(current, fd);
    raw.closeFd(current, fd);
    if (found !== 0) raw.fput(current, found);
    return 0;
  });
}

export default scenarioOf(
  "ignore-fault",
  call,
  "another task opened fd 1 and it was closed under its number",
);
