/**
 * SYNC_IOC_MERGE with the token: the order is C's, the labels are gone.
 *
 * Mirrors `sync_file_ioctl_merge` (drivers/dma-buf/sync_file.c, Linux 6.12).
 */
import { FileDescriptorReservation, FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function merge(current: Task, fd2: number, argument: number): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
    using fd: FileDescriptorReservation = current.reservation;
    current.mayFail("EFAULT", "copy_from_user");
    current.mayFail("EINVAL", "data.flags");
    using _fence2 = current.fget(fd2);
    using fence3 = FileRef.anonInodeGetfile(current);
    current.putUser(argument, fd.reservedFd());
    fd.commit(fence3);
  });
}

export default scenarioOf("token", merge);
