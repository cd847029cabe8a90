/**
 * socketpair with scope-based clean-up: the numbers before the sockets, as in the kernel.
 *
 * Mirrors `__sys_socketpair` (net/socket.c, Linux 6.12) with CLASS(get_unused_fd) and __free(fput).
 */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function socketpair(current: Task, usockvec: number, flags: number): number {
  return syscall(current, () => {
    using fd1 = guard.getUnusedFd(current, flags);
    if (fd1.fd < 0) return fd1.fd;
    using fd2 = guard.getUnusedFd(current, flags);
    if (fd2.fd < 0) return fd2.fd;
    const error =
      raw.putUser(current, usockvec, fd1.fd) ||
      raw.putUser(current, usockvec + 1, fd2.fd) ||
      raw.mayFail(current, "ENOMEM", "sock_create") ||
      raw.mayFail(current, "ENOMEM", "sock_create") ||
      raw.mayFail(current, "EACCES", "security_socket_socketpair") ||
      raw.mayFail(current, "EOPNOTSUPP", "ops->socketpair");
    if (error < 0) return error;
    using file1 = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(file1.pointer)) return raw.ptrErr(file1.pointer);
    using file2 = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(file2.pointer)) return raw.ptrErr(file2.pointer);
    raw.fdInstall(current, guard.takeFd(fd1), guard.noFreePtr(file1));
    raw.fdInstall(current, guard.takeFd(fd2), guard.noFreePtr(file2));
    return 0;
  });
}

export default scenarioOf("guard", socketpair);
