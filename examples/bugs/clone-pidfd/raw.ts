/** clone-pidfd, as the kernel had it: see scenario.ts. */
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
    raw.fdInstall(current, fd, file);
    const error = raw.mayFail(current, "EAGAIN", "copy_process");
    if (error < 0) raw.closeFd(current, fd); // ksys_close
    return error;
  });
}

export default scenarioOf("raw", call, "another task opened fd 1 and it was closed under its number");
