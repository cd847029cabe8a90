/** returned-from-helper, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function reserve(current: Task): guard.UnusedFd {
  using fd = guard.getUnusedFd(current, 0);
  return fd;
}

export function call(current: Task): number {
  return syscall(current, () => {
    using fd = reserve(current);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    const number = guard.takeFd(fd);
    raw.fdInstall(current, number, guard.noFreePtr(file));
    return number;
  });
}

export default scenarioOf("guard", call, "although its bit in open_fds was clear");
