/**
 * accept4 tells its number by its result, which cannot fault. The peer's address is no number: it is copied before the
 * file is published, and its fault stays a failure of the call, as in mainline.
 *
 * Mirrors `__sys_accept4_file` (net/socket.c, Linux 6.19).
 */
import { syscall, type Task } from "fd-reservation";
import { guard, ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

const EBADF = -9;

function doAccept(current: Task, upeer: number): raw.FilePointer {
  using newfile = guard.freeFput(current, raw.anonInodeGetfile(current));
  if (raw.isErr(newfile.pointer)) return newfile.pointer;
  const error =
    raw.mayFail(current, "EACCES", "security_socket_accept") ||
    raw.mayFail(current, "ERESTARTSYS", "ops->accept") ||
    raw.mayFail(current, "ECONNABORTED", "ops->getname") ||
    raw.putUser(current, upeer, 0x7f000001);
  return error < 0 ? (error as raw.FilePointer) : guard.noFreePtr(newfile);
}

export function accept4(current: Task, listener: number, upeer: number, flags: number): number {
  return syscall(current, () => {
    using socket = guard.freeFput(current, raw.fget(current, listener));
    if (socket.pointer === 0) return EBADF;
    return ignoreFault.fdAdd(current, flags, () => doAccept(current, upeer));
  });
}

export default scenarioOf("ignore-fault", accept4);
