/** mq-open, the same mistake with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { openQueue, scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const readOnly = raw.mayFail(current, "EROFS", "mnt_want_write") !== 0;
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(current, openQueue(current, Number(readOnly)));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    const number = guard.takeFd(fd);
    raw.fdInstall(current, number, guard.noFreePtr(file));
    return number;
  });
}

export default scenarioOf("guard", call, "BUG in fd_install: the pointer 1 is dereferenced");
