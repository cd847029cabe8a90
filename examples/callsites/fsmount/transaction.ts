/**
 * fsmount as a transaction: attributes change after the install and may fail.
 *
 * The steps of `fsmount` (fs/namespace.c, Linux 6.x) under the per-task design of Al Viro's proposal.
 */
import { FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function fsmount(current: Task, fsContext: number, flags: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    using _context = current.fget(fsContext);
    current.mayFail("EBUSY", "fc->phase");
    current.mayFail("ENOMEM", "vfs_create_mount");
    const fd = transaction.getUnusedFdFlags(flags);
    fd.fdInstall(FileRef.anonInodeGetfile(current, 0, OpenFlags.O_RDONLY));
    current.mayFail("EPERM", "mount_setattr_prepare");
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", fsmount, { scheme: "tagged" });
