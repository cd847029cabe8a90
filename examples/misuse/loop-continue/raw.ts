/** loop-continue, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    let number = -5;
    for (let round = 0; round < 2; round++) {
      const fd = raw.getUnusedFdFlags(current, 0);
      if (fd < 0) return fd;
      const file = raw.anonInodeGetfile(current);
      if (raw.isErr(file)) continue;
      raw.fdInstall(current, fd, file);
      number = fd;
    }
    return number;
  });
}

export default scenarioOf("raw", call, "fd 0 is reserved for ever: every syscall has returned");
