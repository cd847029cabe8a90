/** maybe-installed, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { early }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    const number = prepare.fdPrepareFd(fdf);
    if (early) prepare.fdPublish(fdf);
    prepare.fdPublish(fdf);
    return number;
  });
}

export default scenarioOf(
  "ignore-fault",
  call,
  "WARN in fd_publish: there is nothing to publish: fd -9, file 0",
);
