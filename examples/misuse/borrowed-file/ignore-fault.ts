/** borrowed-file, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { slotOf } from "../../bugs/calls.js";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { lent }: Shared): number {
  return syscall(current, () => {
    return ignoreFault.fdAdd(current, 0, () => slotOf(current, lent) as raw.FilePointer);
  });
}

export default scenarioOf("ignore-fault", call, "its count is 1 and 2 references exist");
