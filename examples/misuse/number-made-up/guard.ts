/** number-made-up, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using file = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    raw.fdInstall(current, 5, guard.noFreePtr(file));
    return 5;
  });
}

export default scenarioOf("guard", call, "although its bit in open_fds was clear");
