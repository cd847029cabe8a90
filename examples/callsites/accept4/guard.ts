/**
 * accept4 with scope-based clean-up.
 *
 * Mirrors `__sys_accept4_file` and `do_accept` (net/socket.c, Linux 6.12) with CLASS(get_unused_fd).
 */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

const EBADF = -9;

export function accept4(current: Task, listener: number, upeer: number, flags: number): number {
  return syscall(current, () => {
    using socket = guard.freeFput(current, raw.fget(current, listener));
    if (socket.pointer === 0) return EBADF;
    using newfd = guard.getUnusedFd(current, flags);
    if (newfd.fd < 0) return newfd.fd;
    using newfile = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(newfile.pointer)) return raw.ptrErr(newfile.pointer);
    const error =
      raw.mayFail(current, "EACCES", "security_socket_accept") ||
      raw.mayFail(current, "ERESTARTSYS", "ops->accept") ||
      raw.mayFail(current, "ECONNABORTED", "ops->getname") ||
      raw.putUser(current, upeer, 0x7f000001);
    if (error < 0) return error;
    raw.fdInstall(current, newfd.fd, guard.noFreePtr(newfile));
    return guard.takeFd(newfd);
  });
}

export default scenarioOf("guard", accept4);
