/** half-a-pair, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const reader = transaction.getUnusedFdFlags(0);
    reader.fdInstall(FileRef.anonInodeGetfile(current));
    const writer = transaction.getUnusedFdFlags(0);
    writer.fdInstall(FileRef.anonInodeGetfile(current));
    return transaction.succeed(writer.reservedFd());
  });
}

export default scenarioOf("transaction", call);
