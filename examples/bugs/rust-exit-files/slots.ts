/** rust-exit-files, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import type { Exclusive } from "fd-reservation/ownership";
import { slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Exclusive<Task>): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    current.exit(); // exit_files
    return 0; // exit_files has put the slot
  });
}

export default scenarioOf("slots", call);
