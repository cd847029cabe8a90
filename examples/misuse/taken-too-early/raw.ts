/** taken-too-early, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) return fd;
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) {
      raw.putUnusedFd(current, fd);
      return raw.ptrErr(file);
    }
    const installed = true;
    const error = raw.mayFail(current, "EIO", "prepare");
    if (error < 0) {
      if (!installed) raw.putUnusedFd(current, fd);
      raw.fput(current, file);
      return error;
    }
    raw.fdInstall(current, fd, file);
    return fd;
  });
}

export default scenarioOf("raw", call, "fd 0 is reserved for ever: every syscall has returned");
