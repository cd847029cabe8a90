/** kept-for-later, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction, type TransactionFd } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const kept: TransactionFd[] = [];
    syscall(current, () => {
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      kept.push(transaction.getUnusedFdFlags(0));
      return transaction.succeed(0);
    });
    const [fd] = kept;
    if (fd === undefined) return -24;
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    return fd.reservedFd();
  });
}

export default scenarioOf(
  "transaction",
  call,
  "BUG in commit: fd 0 was reserved, and the syscall succeeded without installing",
);
