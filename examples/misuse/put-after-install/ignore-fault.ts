/** put-after-install, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current));
    if (fd < 0) return fd;
    raw.putUnusedFd(current, fd);
    return -5;
  });
}

export default scenarioOf("ignore-fault", call, "although its bit in open_fds was clear");
