/** reserved-for-another, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { worker }: Shared): number {
  return syscall(current, () => {
    Transaction.begin(worker);
    using transaction: Transaction = worker.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf(
  "transaction",
  call,
  "BUG in get_unused_fd_flags: the set is of a task that does not run",
);
