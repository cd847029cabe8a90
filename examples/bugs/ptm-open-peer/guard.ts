/** ptm-open-peer, the same mistake with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, kref, raw } from "fd-reservation/designs";
import { openPeer, scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, shared: Shared): number {
  return syscall(current, () => {
    kref.get(current, shared.mount);
    using path = guard.free(current, shared.mount, (mount) => {
      if (mount !== 0) kref.put(current, mount);
    });
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    const file = openPeer(current, shared);
    if (raw.isErr(file)) return raw.ptrErr(file);
    guard.retainAndNullPtr(path); // as if the file had taken it over
    raw.fdInstall(current, fd.fd, file);
    return guard.takeFd(fd);
  });
}

export default scenarioOf("guard", call, "references are left when every task has exited");
