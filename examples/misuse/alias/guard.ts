/** alias, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    const alias = fd;
    const number = guard.takeFd(fd);
    raw.fdInstall(current, number, raw.getFile(current, file.pointer));
    raw.fdInstall(current, guard.takeFd(alias), guard.noFreePtr(file));
    return number;
  });
}

export default scenarioOf("guard", call, "BUG in fd_install: fd -9 lies past the table");
