/** rust-exit-files, the same mistake with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import type { Exclusive } from "fd-reservation/ownership";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Exclusive<Task>): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    current.exit();
    return 0;
  });
}

export default scenarioOf(
  "prepare",
  call,
  "WARN in put_unused_fd: the task holds fd 0 and has no descriptor table",
);
