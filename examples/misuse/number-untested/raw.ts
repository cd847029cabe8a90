/** number-untested, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(current, 0);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) {
      raw.putUnusedFd(current, fd);
      return raw.ptrErr(file);
    }
    raw.fdInstall(current, fd, file);
    return fd;
  });
}

export default scenarioOf("raw", call, "BUG in fd_install: fd -24 lies past the table");
