/** published-too-early, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current));
    if (fd < 0) return fd;
    return raw.mayFail(current, "EIO", "enable") || fd;
  });
}

export default scenarioOf(
  "ignore-fault",
  call,
  "the call failed and yet fd 0 is open, which it was not before",
);
