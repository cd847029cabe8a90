/** ptm-open-peer, the same mistake with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, kref } from "fd-reservation/designs";
import { openPeer, scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, shared: Shared): number {
  return syscall(current, () => {
    kref.get(current, shared.mount); // the path's
    const fd = ignoreFault.fdAdd(current, 0, () => openPeer(current, shared));
    if (fd < 0) kref.put(current, shared.mount);
    return fd;
  });
}

export default scenarioOf("ignore-fault", call, "references are left when every task has exited");
