/** kept-for-later, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    let kept: prepare.FdPrepare | undefined;
    syscall(current, () => {
      using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
      kept = fdf;
    });
    if (kept === undefined || kept.err !== 0) return -24;
    return prepare.fdPublish(kept);
  });
}

export default scenarioOf("ignore-fault", call, "use after free in fd_install");
