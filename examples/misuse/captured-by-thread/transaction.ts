/** captured-by-thread, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    current.clone({ files: true }, () => fd.fdInstall(FileRef.anonInodeGetfile(current)), 0);
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "foreign-task");
