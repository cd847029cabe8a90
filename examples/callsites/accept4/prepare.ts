/**
 * accept4 with FD_ADD: the whole of do_accept is the file expression, and so nothing comes after it.
 *
 * Mirrors `__sys_accept4_file` (net/socket.c, Linux 6.19).
 */
import { syscall, type Task } from "fd-reservation";
import { guard, prepare, raw } from "fd-reservation/designs";
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
    return prepare.fdAdd(current, flags, () => doAccept(current, upeer));
  });
}

export default scenarioOf("prepare", accept4);
