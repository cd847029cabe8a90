/**
 * Reading an open request as a transaction: the install is where the kernel had it before CVE-2024-40913, in the helper
 * that makes the file.
 *
 * The steps of `cachefiles_ondemand_daemon_read` (fs/cachefiles/ondemand.c, Linux 6.9) under the per-task design of Al
 * Viro's proposal.
 */
import { FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function getFd(current: Task, transaction: Transaction, operations: number, count: number): number {
  current.mayFail("ENOMEM", "xa_alloc_cyclic");
  const fd = transaction.getUnusedFdFlags(OpenFlags.O_WRONLY);
  const file = FileRef.anonInodeGetfile(current, operations, OpenFlags.O_WRONLY, count);
  fd.fdInstall(file);
  current.kernel.memory.add(count, 1); // the object, for the file, which nobody else sees yet
  return fd.reservedFd();
}

export function daemonRead(current: Task, operations: number, count: number, buffer: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = getFd(current, transaction, operations, count);
    current.mayFail("EEXIST", "object->ondemand_id");
    current.putUser(buffer, fd);
    return transaction.succeed(1);
  });
}

export default scenarioOf("transaction", daemonRead, { scheme: "tagged" });
