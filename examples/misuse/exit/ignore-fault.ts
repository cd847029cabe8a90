/** exit, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import type { Exclusive } from "fd-reservation/ownership";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Exclusive<Task>): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    current.exit();
    return prepare.fdPublish(fdf);
  });
}

export default scenarioOf(
  "ignore-fault",
  call,
  "WARN in fd_install: the task installs fd 0 and has no descriptor table",
);
