/** installed-although-failed, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    const error = raw.mayFail(current, "EIO", "prepare");
    const number = guard.takeFd(fd);
    raw.fdInstall(current, number, guard.noFreePtr(file));
    return error < 0 ? error : number;
  });
}

export default scenarioOf("guard", call, "the call failed and yet fd 0 is open, which it was not before");
