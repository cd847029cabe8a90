/**
 * pipe2 as a transaction: each file is installed *before* its number goes to user space, and a fault undoes all.
 *
 * The steps of `do_pipe2` (fs/pipe.c, Linux 6.12) under the per-task design of Al Viro's proposal.
 */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    for (const [end, fd] of transaction.getUnusedFds(2, flags).entries()) {
      fd.fdInstall(FileRef.anonInodeGetfile(current));
      current.putUser(ufds + end, fd.reservedFd());
    }
    return transaction.succeed();
  });
}

export default scenarioOf("transaction", pipe2, { scheme: "tagged" });
