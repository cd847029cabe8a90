/** not-bound, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    return -5;
  });
}

export default scenarioOf("ignore-fault", call, "fd 0 is reserved for ever: every syscall has returned");
