/** captured, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    const number = fd.fd;
    [1, 2].forEach(() => {
      const file = raw.anonInodeGetfile(current);
      if (!raw.isErr(file)) raw.fdInstall(current, guard.takeFd(fd), file);
    });
    return number;
  });
}

export default scenarioOf("guard", call, "BUG in fd_install: fd -9 lies past the table");
