/** dma-buf-trace, the same steps as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { kref, Transaction } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, buffer }: Shared): number {
  return syscall(current, () => {
    using file = FileRef.anonInodeGetfile(current, operations, 0, buffer);
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(file);
    kref.read(current, buffer); // the trace event
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call);
