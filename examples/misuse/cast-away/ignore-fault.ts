/** cast-away, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    return ignoreFault.fdAdd(current, 0, () => 1 as raw.FilePointer);
  });
}

export default scenarioOf("ignore-fault", call, "the pointer 1 is dereferenced");
