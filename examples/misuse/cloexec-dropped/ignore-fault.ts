/** cloexec-dropped, with the fault ignored: see scenario.ts. */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    return ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current, 0, OpenFlags.O_CLOEXEC)); // of a file it means nothing
  });
}

export default scenarioOf("ignore-fault", call, "fd 0 stays open across exec");
