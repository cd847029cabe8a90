/** file-forgotten, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    const file = raw.anonInodeGetfile(current); // without freeFput
    if (raw.isErr(file)) return raw.ptrErr(file);
    const error = raw.mayFail(current, "EIO", "prepare");
    if (error < 0) return error;
    const number = guard.takeFd(fd);
    raw.fdInstall(current, number, file);
    return number;
  });
}

export default scenarioOf("guard", call, "its count is 1 and 0 references exist");
