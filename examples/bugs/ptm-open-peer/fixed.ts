/** ptm-open-peer, as it was fixed: see scenario.ts. */
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
    kref.put(current, shared.mount);
    if (raw.isErr(file)) {
      raw.putUnusedFd(current, fd);
      return raw.ptrErr(file);
    }
    raw.fdInstall(current, fd, file);
    return fd;
  });
}

export default scenarioOf("raw, fixed", call);
