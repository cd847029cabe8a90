/**
 * fsopen as a transaction: the context belongs to the file, and the file to the transaction: one owner after another,
 * without a moment in between.
 *
 * The steps of `fsopen` (fs/fsopen.c, Linux 6.x) under the per-task design of Al Viro's proposal.
 */
import { FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function fsopen(current: Task, operations: number, count: number): number {
  return syscall(current, () => {
    current.mayFail("EPERM", "ns_capable");
    current.mayFail("ENODEV", "get_fs_type");
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(OpenFlags.O_CLOEXEC);
    current.mayFail("ENOMEM", "fs_context_for_mount");
    const file = FileRef.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, count);
    current.kernel.memory.add(count, 1); // the context; the release of the file puts it
    fd.fdInstall(file);
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", fsopen, { scheme: "tagged" });
