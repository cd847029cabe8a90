/** loop-continue, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    let number = -5;
    for (let round = 0; round < 2; round++) {
      using fd = guard.getUnusedFd(current, 0);
      if (fd.fd < 0) continue;
      using file = guard.freeFput(current, raw.anonInodeGetfile(current));
      if (raw.isErr(file.pointer)) continue;
      number = guard.takeFd(fd);
      raw.fdInstall(current, number, guard.noFreePtr(file));
    }
    return number;
  });
}

export default scenarioOf("guard", call);
