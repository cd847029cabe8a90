/** loop-continue, with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    let number = -5;
    for (let round = 0; round < 2; round++) {
      using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
      if (fdf.err !== 0) continue;
      number = prepare.fdPublish(fdf);
    }
    return number;
  });
}

export default scenarioOf("prepare", call);
