/** nitro-enclaves, the same mistake with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, count, user }: Shared): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(current, raw.anonInodeGetfile(current, operations));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    current.kernel.memory.add(count, 1);
    raw.fdInstall(current, fd.fd, file.pointer);
    const error = raw.putUser(current, user, 1);
    if (error < 0) return error;
    guard.noFreePtr(file);
    return guard.takeFd(fd);
  });
}

export default scenarioOf("guard", call, "although its bit in open_fds was clear");
