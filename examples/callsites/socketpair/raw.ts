/**
 * socketpair writes both numbers to user space before any socket exists. On failure user memory holds two numbers that
 * name nothing.
 *
 * Mirrors `__sys_socketpair` (net/socket.c, Linux 6.12).
 */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function socketpair(current: Task, usockvec: number, flags: number): number {
  return syscall(current, () => {
    const fd1 = raw.getUnusedFdFlags(current, flags);
    if (fd1 < 0) return fd1;
    const fd2 = raw.getUnusedFdFlags(current, flags);
    if (fd2 < 0) {
      raw.putUnusedFd(current, fd1);
      return fd2;
    }
    let error: number;
    out: {
      error = raw.putUser(current, usockvec, fd1) || raw.putUser(current, usockvec + 1, fd2);
      if (error < 0) break out;
      error =
        raw.mayFail(current, "ENOMEM", "sock_create") ||
        raw.mayFail(current, "ENOMEM", "sock_create") ||
        raw.mayFail(current, "EACCES", "security_socket_socketpair") ||
        raw.mayFail(current, "EOPNOTSUPP", "ops->socketpair");
      if (error < 0) break out;
      const file1 = raw.anonInodeGetfile(current);
      if (raw.isErr(file1)) {
        error = raw.ptrErr(file1);
        break out;
      }
      const file2 = raw.anonInodeGetfile(current);
      if (raw.isErr(file2)) {
        raw.fput(current, file1);
        error = raw.ptrErr(file2);
        break out;
      }
      raw.fdInstall(current, fd1, file1);
      raw.fdInstall(current, fd2, file2);
      return 0;
    }
    raw.putUnusedFd(current, fd2);
    raw.putUnusedFd(current, fd1);
    return error;
  });
}

export default scenarioOf("raw", socketpair);
