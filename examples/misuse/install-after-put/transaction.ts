/** install-after-put, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction, type TransactionFd } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd: TransactionFd = transaction.getUnusedFdFlags(0);
    const number = fd.reservedFd();
    fd.discard();
    // @ts-expect-error: it was consumed
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    return transaction.succeed(number);
  });
}

export default scenarioOf(
  "transaction",
  call,
  "use-after-move: fd 0 was installed after its transaction ended or discarded it",
);
