/** ptm-open-peer, as the kernel had it: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import { openPeer, scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, shared: Shared): number {
  return syscall(current, () => {
    kref.get(current, shared.mount); // the path's
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) {
      kref.put(current, shared.mount);
      return fd;
    }
    const file = openPeer(current, shared);
    if (raw.isErr(file)) {
      raw.putUnusedFd(current, fd);
      kref.put(current, shared.mount);
      return raw.ptrErr(file);
    }
    raw.fdInstall(current, fd, file);
    return fd;
  });
}

export default scenarioOf("raw", call, "references are left when every task has exited");
