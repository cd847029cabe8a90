/** positive-error, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current));
    return fd < 0 ? -fd : fd;
  });
}

export default scenarioOf("ignore-fault", call, "the call returned 24, which is not open");
