/** maybe-installed, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { early }: Shared): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) return fd;
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) {
      raw.putUnusedFd(current, fd);
      return raw.ptrErr(file);
    }
    if (early) raw.fdInstall(current, fd, raw.getFile(current, file));
    raw.fdInstall(current, fd, file);
    return fd;
  });
}

export default scenarioOf("raw", call, "BUG in fd_install: slot 0 already holds file");
