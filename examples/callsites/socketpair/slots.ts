/**
 * socketpair with slots: both numbers are told before any socket exists, as today, and every later failure is simply
 * returned.
 *
 * The steps of `__sys_socketpair` (net/socket.c, Linux 6.12) with fd_prepare and fd_stage of the series of September 2026.
 */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function socketpair(current: Task, usockvec: number, flags: number): number {
  return syscall(current, () => {
    const slot1 = slots.fdPrepare(current, flags);
    if (slots.isErr(slot1)) return slots.ptrErr(slot1);
    const slot2 = slots.fdPrepare(current, flags);
    if (slots.isErr(slot2)) return slots.ptrErr(slot2);
    const error =
      raw.putUser(current, usockvec, slots.fdPrepareFd(current, slot1)) ||
      raw.putUser(current, usockvec + 1, slots.fdPrepareFd(current, slot2)) ||
      raw.mayFail(current, "ENOMEM", "sock_create") ||
      raw.mayFail(current, "ENOMEM", "sock_create") ||
      raw.mayFail(current, "EACCES", "security_socket_socketpair") ||
      raw.mayFail(current, "EOPNOTSUPP", "ops->socketpair");
    if (error < 0) return error;
    for (const slot of [slot1, slot2]) {
      const file = raw.anonInodeGetfile(current);
      if (raw.isErr(file)) return raw.ptrErr(file);
      slots.fdStage(current, slot, file);
    }
    return 0;
  });
}

export default scenarioOf("slots", socketpair, { scheme: "slots" });
