/** handshake-accept, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { sock }: Shared): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const error = raw.mayFail(current, "EINVAL", "hp_accept");
    if (error < 0) {
      raw.fput(current, sock as raw.FilePointer); // the reference is not ours
      return error;
    }
    return slots.fdStage(current, slot, raw.getFile(current, sock as raw.FilePointer));
  });
}

export default scenarioOf("slots", call, "which is released");
