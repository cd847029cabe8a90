/**
 * SYNC_IOC_MERGE as a transaction: the fence is installed as soon as it exists.
 *
 * The steps of `sync_file_ioctl_merge` (drivers/dma-buf/sync_file.c, Linux 6.12) under the per-task design of Al
 * Viro's proposal.
 */
import { FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function merge(current: Task, fd2: number, argument: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(OpenFlags.O_CLOEXEC);
    current.mayFail("EFAULT", "copy_from_user");
    current.mayFail("EINVAL", "data.flags");
    using _fence2 = current.fget(fd2);
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    current.putUser(argument, fd.reservedFd());
    return transaction.succeed();
  });
}

export default scenarioOf("transaction", merge, { scheme: "tagged" });
