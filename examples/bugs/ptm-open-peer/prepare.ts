/** ptm-open-peer, the same mistake with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, prepare } from "fd-reservation/designs";
import { openPeer, scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, shared: Shared): number {
  return syscall(current, () => {
    kref.get(current, shared.mount); // the path's
    const fd = prepare.fdAdd(current, 0, () => openPeer(current, shared));
    if (fd < 0) kref.put(current, shared.mount);
    return fd;
  });
}

export default scenarioOf("prepare", call, "references are left when every task has exited");
