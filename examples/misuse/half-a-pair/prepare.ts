/** half-a-pair, with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const reader = prepare.fdAdd(current, 0, () => raw.anonInodeGetfile(current));
    if (reader < 0) return reader;
    return prepare.fdAdd(current, 0, () => raw.anonInodeGetfile(current));
  });
}

export default scenarioOf("prepare", call, "the call failed and yet fd 0 is open, which it was not before");
