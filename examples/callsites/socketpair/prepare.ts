/**
 * An attempt at socketpair that the types refuse: its numbers go to user space before any socket exists, and
 * FD_PREPARE has no descriptor without a file.
 *
 * The steps of `__sys_socketpair` (net/socket.c); the series of November 2025 left it alone.
 */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";

export function socketpair(current: Task, usockvec: number, flags: number): number {
  return syscall(current, () => {
    // @ts-expect-error -- the file comes with the descriptor, or not at all
    using fd1 = prepare.fdPrepare(current, flags);
    // @ts-expect-error -- the file comes with the descriptor, or not at all
    using fd2 = prepare.fdPrepare(current, flags);
    const error =
      raw.putUser(current, usockvec, prepare.fdPrepareFd(fd1)) ||
      raw.putUser(current, usockvec + 1, prepare.fdPrepareFd(fd2)) ||
      raw.mayFail(current, "ENOMEM", "sock_create");
    if (error < 0) return error;
    prepare.fdPublish(fd1);
    prepare.fdPublish(fd2);
    return 0;
  });
}
