/** rust-exit-files, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    current.exit(); // exit_files
    return 0; // the commit comes after that
  });
}

export default scenarioOf(
  "slots",
  call,
  "live-reservation: exit() was called while the task holds the reservation of fd 0",
);
