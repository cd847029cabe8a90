/** handshake-accept, the same mistake with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { sock }: Shared): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(current, sock as raw.FilePointer);
    const error = raw.mayFail(current, "EINVAL", "hp_accept");
    if (error < 0) return error;
    raw.fdInstall(current, fd.fd, raw.getFile(current, guard.noFreePtr(file)));
    return guard.takeFd(fd);
  });
}

export default scenarioOf("guard", call, "which is released");
