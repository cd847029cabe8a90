/** extra-reference, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    return ignoreFault.fdAdd(current, 0, () => {
      const file = raw.anonInodeGetfile(current);
      return raw.isErr(file) ? file : raw.getFile(current, file);
    });
  });
}

export default scenarioOf("ignore-fault", call, "its count is 2 and 1 references exist");
