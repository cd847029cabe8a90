/** mq-open, as it was fixed: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { openQueue, scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const error = raw.mayFail(current, "EROFS", "mnt_want_write");
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) return fd;
    const file = openQueue(current, error);
    if (raw.isErr(file)) {
      raw.putUnusedFd(current, fd);
      return raw.ptrErr(file);
    }
    raw.fdInstall(current, fd, file);
    return fd;
  });
}

export default scenarioOf("raw, fixed", call);
