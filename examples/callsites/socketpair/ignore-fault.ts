/**
 * socketpair with the fault ignored: the numbers are told last, so the sockets may come first, and FD_PREPARE, which has no
 * descriptor without a file, can express it.
 *
 * The steps of `__sys_socketpair` (net/socket.c, Linux 6.12) with FD_PREPARE of Linux 6.19.
 */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function socketpair(current: Task, usockvec: number, flags: number): number {
  return syscall(current, () => {
    const error =
      raw.mayFail(current, "ENOMEM", "sock_create") ||
      raw.mayFail(current, "ENOMEM", "sock_create") ||
      raw.mayFail(current, "EACCES", "security_socket_socketpair") ||
      raw.mayFail(current, "EOPNOTSUPP", "ops->socketpair");
    if (error < 0) return error;
    using fd1 = prepare.fdPrepare(current, flags, () => raw.anonInodeGetfile(current));
    if (fd1.err !== 0) return fd1.err;
    using fd2 = prepare.fdPrepare(current, flags, () => raw.anonInodeGetfile(current));
    if (fd2.err !== 0) return fd2.err;
    ignoreFault.tellUser(current, usockvec, prepare.fdPublish(fd1));
    ignoreFault.tellUser(current, usockvec + 1, prepare.fdPublish(fd2));
    return 0;
  });
}

export default scenarioOf("ignore-fault", socketpair);
