/** null-untested, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault } from "fd-reservation/designs";
import { fileOrNull } from "../helpers.js";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    return ignoreFault.fdAdd(current, 0, () => fileOrNull(current));
  });
}

export default scenarioOf("ignore-fault", call);
