/** install-in-loop, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    let number = -5;
    for (let round = 0; round < 2; round++) number = prepare.fdPublish(fdf);
    return number;
  });
}

export default scenarioOf(
  "ignore-fault",
  call,
  "WARN in fd_publish: there is nothing to publish: fd -9, file 0",
);
