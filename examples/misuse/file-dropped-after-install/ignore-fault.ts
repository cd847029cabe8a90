/** file-dropped-after-install, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const fd = ignoreFault.fdAdd(current, 0, () => file);
    raw.fput(current, file);
    return fd;
  });
}

export default scenarioOf("ignore-fault", call, "which is released");
