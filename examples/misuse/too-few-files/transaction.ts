/** too-few-files, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const [fd1, fd2] = transaction.getUnusedFds(2, 0);
    fd1.fdInstall(FileRef.anonInodeGetfile(current));
    return transaction.succeed(fd2.reservedFd());
  });
}

export default scenarioOf(
  "transaction",
  call,
  "BUG in commit: fd 1 was reserved, and the syscall succeeded without installing",
);
