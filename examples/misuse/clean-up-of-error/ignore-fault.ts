/** clean-up-of-error, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const file = raw.anonInodeGetfile(current);
    const fd = ignoreFault.fdAdd(current, 0, () => file);
    if (fd < 0) raw.fput(current, file);
    return fd;
  });
}

export default scenarioOf("ignore-fault", call, "BUG in fput: ERR_PTR(-23) is dereferenced");
