/** handshake-accept, as it was fixed: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { sock }: Shared): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) return fd;
    const error = raw.mayFail(current, "EINVAL", "hp_accept");
    if (error < 0) {
      raw.putUnusedFd(current, fd);
      return error;
    }
    raw.fdInstall(current, fd, raw.getFile(current, sock as raw.FilePointer));
    return fd;
  });
}

export default scenarioOf("raw, fixed", call);
