/**
 * accept4 with slots: the file is staged as soon as it exists, and none of the four steps after it has anything to undo.
 *
 * The steps of `__sys_accept4_file` and `do_accept` (net/socket.c, Linux 6.12) with fd_prepare and fd_stage of the series
 * of September 2026.
 */
import { syscall, type Task } from "fd-reservation";
import { guard, raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

const EBADF = -9;

export function accept4(current: Task, listener: number, upeer: number, flags: number): number {
  return syscall(current, () => {
    using socket = guard.freeFput(current, raw.fget(current, listener));
    if (socket.pointer === 0) return EBADF;
    return acceptFile(current, upeer, flags);
  });
}

function acceptFile(current: Task, upeer: number, flags: number): number {
  const slot = slots.fdPrepare(current, flags);
  if (slots.isErr(slot)) return slots.ptrErr(slot);
  const newfile = raw.anonInodeGetfile(current);
  if (raw.isErr(newfile)) return raw.ptrErr(newfile);
  const newfd = slots.fdStage(current, slot, newfile);
  const error =
    raw.mayFail(current, "EACCES", "security_socket_accept") ||
    raw.mayFail(current, "ERESTARTSYS", "ops->accept") ||
    raw.mayFail(current, "ECONNABORTED", "ops->getname") ||
    raw.putUser(current, upeer, 0x7f000001);
  return error < 0 ? error : newfd;
}

export default scenarioOf("slots", accept4, { scheme: "slots" });
