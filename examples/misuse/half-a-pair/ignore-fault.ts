/** half-a-pair, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const reader = ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current));
    if (reader < 0) return reader;
    return ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current));
  });
}

export default scenarioOf(
  "ignore-fault",
  call,
  "the call failed and yet fd 0 is open, which it was not before",
);
