/** number-as-file, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    // @ts-expect-error: it is no file
    return ignoreFault.fdAdd(current, 0, () => 3);
  });
}

export default scenarioOf("ignore-fault", call, "the word before the beginning of");
