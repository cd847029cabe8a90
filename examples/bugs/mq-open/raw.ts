/** mq-open, as the kernel had it: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { openQueue, scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const readOnly = raw.mayFail(current, "EROFS", "mnt_want_write") !== 0;
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) return fd;
    const file = openQueue(current, Number(readOnly));
    if (raw.isErr(file)) {
      raw.putUnusedFd(current, fd);
      return raw.ptrErr(file);
    }
    raw.fdInstall(current, fd, file);
    return fd;
  });
}

export default scenarioOf("raw", call, "BUG in fd_install: the pointer 1 is dereferenced");
