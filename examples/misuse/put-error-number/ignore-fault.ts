/** put-error-number, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current));
    if (fd < 0) raw.putUnusedFd(current, fd);
    return fd;
  });
}

export default scenarioOf(
  "ignore-fault",
  call,
  "BUG in put_unused_fd: -24 is no descriptor: a word outside the table is written",
);
