/** reserved-for-another, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { worker }: Shared): number {
  return syscall(current, () => {
    return ignoreFault.fdAdd(worker, 0, () => raw.anonInodeGetfile(current));
  });
}

export default scenarioOf("ignore-fault", call, "the call returned 0, which is not open");
