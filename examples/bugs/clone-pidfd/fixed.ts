/** clone-pidfd, as it was fixed: see scenario.ts. */
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
    const error = raw.mayFail(current, "EAGAIN", "copy_process");
    if (error < 0) {
      raw.fput(current, file);
      raw.putUnusedFd(current, fd);
      return error;
    }
    raw.fdInstall(current, fd, file);
    return 0;
  });
}

export default scenarioOf("raw, fixed", call);
