/** ptm-open-peer, the same mistake with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, raw, slots } from "fd-reservation/designs";
import { openPeer, scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, shared: Shared): number {
  return syscall(current, () => {
    kref.get(current, shared.mount); // the path's
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) {
      kref.put(current, shared.mount);
      return slots.ptrErr(slot);
    }
    const file = openPeer(current, shared);
    if (raw.isErr(file)) {
      kref.put(current, shared.mount);
      return raw.ptrErr(file);
    }
    return slots.fdStage(current, slot, file);
  });
}

export default scenarioOf("slots", call, "references are left when every task has exited");
