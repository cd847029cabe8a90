/**
 * pipe2 as a transaction: both files are installed *before* the numbers go to user space, and a fault undoes all.
 *
 * The steps of `do_pipe2` (fs/pipe.c, Linux 6.x) under the per-task design of Al Viro's mail.
 */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const reader = transaction.getUnusedFdFlags(flags);
    reader.fdInstall(FileRef.anonInodeGetfile(current));
    const writer = transaction.getUnusedFdFlags(flags);
    writer.fdInstall(FileRef.anonInodeGetfile(current));
    current.putUser(ufds, reader.reservedFd());
    current.putUser(ufds + 1, writer.reservedFd());
    return transaction.succeed();
  });
}

export default scenarioOf("transaction", pipe2, { reservations: "per-task" });
