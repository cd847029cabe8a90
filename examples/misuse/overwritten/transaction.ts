/** overwritten, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    let fd = transaction.getUnusedFdFlags(0);
    fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf(
  "transaction",
  call,
  "BUG in commit: fd 0 was reserved, and the syscall succeeded without installing",
);
