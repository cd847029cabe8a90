/** loop-failure-keeps-earlier, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fdfs: prepare.FdPrepare[] = [];
    while (fdfs.length < 3) {
      const fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
      if (fdf.err !== 0) return fdf.err;
      fdfs.push(fdf);
    }
    for (const fdf of fdfs) fdf[Symbol.dispose]();
    return -5;
  });
}

export default scenarioOf("ignore-fault", call, "fd 0 is reserved for ever: every syscall has returned");
