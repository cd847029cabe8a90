/**
 * pipe2 as a transaction: both files exist first, as in Linux, and are installed *before* the numbers go to user space; a
 * fault undoes all.
 *
 * The steps of `do_pipe2` (fs/pipe.c, Linux 6.12) under the per-task design of Al Viro's proposal.
 */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () => {
    using reader = FileRef.anonInodeGetfile(current);
    using writer = FileRef.anonInodeGetfile(current);
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const [fdr, fdw] = transaction.getUnusedFds(2, flags);
    fdr.fdInstall(reader);
    fdw.fdInstall(writer);
    current.putUser(ufds, fdr.reservedFd());
    current.putUser(ufds + 1, fdw.reservedFd());
    return transaction.succeed();
  });
}

export default scenarioOf("transaction", pipe2, { scheme: "tagged" });
