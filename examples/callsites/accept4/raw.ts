/**
 * accept4 reserves a number and makes a file for the new socket. Then it accepts, which may block and be interrupted,
 * copies the peer's address out, and installs.
 *
 * Mirrors `__sys_accept4_file` and `do_accept` (net/socket.c, Linux 6.12).
 */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

const EBADF = -9;

export function accept4(current: Task, listener: number, upeer: number, flags: number): number {
  return syscall(current, () => {
    const socket = raw.fget(current, listener);
    if (socket === 0) return EBADF;
    const result = acceptFile(current, upeer, flags);
    raw.fput(current, socket);
    return result;
  });
}

function acceptFile(current: Task, upeer: number, flags: number): number {
  const newfd = raw.getUnusedFdFlags(current, flags);
  if (newfd < 0) return newfd;
  const newfile = raw.anonInodeGetfile(current);
  if (raw.isErr(newfile)) {
    raw.putUnusedFd(current, newfd);
    return raw.ptrErr(newfile);
  }
  const error =
    raw.mayFail(current, "EACCES", "security_socket_accept") ||
    raw.mayFail(current, "ERESTARTSYS", "ops->accept") ||
    raw.mayFail(current, "ECONNABORTED", "ops->getname") ||
    raw.putUser(current, upeer, 0x7f000001);
  if (error < 0) {
    raw.fput(current, newfile);
    raw.putUnusedFd(current, newfd);
    return error;
  }
  raw.fdInstall(current, newfd, newfile);
  return newfd;
}

export default scenarioOf("raw", accept4);
