/**
 * An ioctl merges two fences into a third (SYNC_IOC_MERGE). It reserves first; the arguments, the second fence, the
 * merged file and the argument back to user space follow, and the install is last. Four labels undo it.
 *
 * Mirrors `sync_file_ioctl_merge` (drivers/dma-buf/sync_file.c, Linux 6.12).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

const ENOENT = -2;

export function merge(current: Task, fd2: number, argument: number): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
    if (fd < 0) return fd;
    let error: number;
    errPutFd: {
      error =
        raw.mayFail(current, "EFAULT", "copy_from_user") || raw.mayFail(current, "EINVAL", "data.flags");
      if (error < 0) break errPutFd;
      const fence2 = raw.fget(current, fd2);
      if (fence2 === 0) {
        error = ENOENT;
        break errPutFd;
      }
      errPutFence2: {
        const fence3 = raw.anonInodeGetfile(current);
        if (raw.isErr(fence3)) {
          error = raw.ptrErr(fence3);
          break errPutFence2;
        }
        error = raw.putUser(current, argument, fd);
        if (error < 0) {
          raw.fput(current, fence3);
          break errPutFence2;
        }
        raw.fdInstall(current, fd, fence3);
        raw.fput(current, fence2);
        return 0;
      }
      raw.fput(current, fence2);
    }
    raw.putUnusedFd(current, fd);
    return error;
  });
}

export default scenarioOf("raw", merge);
