/** forgotten-clean-up, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = guard.getUnusedFd(current, 0); // not bound with using
    if (fd.fd < 0) return fd.fd;
    const error = raw.mayFail(current, "EIO", "prepare");
    if (error < 0) return error;
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const number = guard.takeFd(fd);
    raw.fdInstall(current, number, file);
    return number;
  });
}

export default scenarioOf("guard", call, "fd 0 is reserved for ever: every syscall has returned");
