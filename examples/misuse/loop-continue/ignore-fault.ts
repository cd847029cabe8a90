/** loop-continue, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    let number = -5;
    for (let round = 0; round < 2; round++) {
      const fd = ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current));
      if (fd < 0) continue;
      number = fd;
    }
    return number;
  });
}

export default scenarioOf("ignore-fault", call);
