/** file-forgotten, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    return ignoreFault.fdAdd(current, 0, () => file); // consumed only when a number was reserved
  });
}

export default scenarioOf("ignore-fault", call, "its count is 1 and 0 references exist");
