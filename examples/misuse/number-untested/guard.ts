/** number-untested, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    using file = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    const number = guard.takeFd(fd);
    raw.fdInstall(current, number, guard.noFreePtr(file));
    return number;
  });
}

export default scenarioOf("guard", call, "BUG in fd_install: fd -24 lies past the table");
