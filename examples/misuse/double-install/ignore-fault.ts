/** double-install, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const fd = ignoreFault.fdAdd(current, 0, () => file);
    if (fd < 0) {
      raw.fput(current, file);
      return fd;
    }
    raw.fdInstall(current, fd, file);
    return fd;
  });
}

export default scenarioOf("ignore-fault", call, "BUG in fd_install: slot 0 already holds");
