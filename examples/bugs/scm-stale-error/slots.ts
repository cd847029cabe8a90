/** scm-stale-error, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    let error = raw.putUser(current, user, slots.fdStage(current, slot, file));
    if (error < 0) return error;
    error = raw.mayFail(current, "EINVAL", "sock_from_file"); // no socket: no matter
    return error;
  });
}

export default scenarioOf("slots", call);
