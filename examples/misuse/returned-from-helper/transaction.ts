/** returned-from-helper, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction, type TransactionFd } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function reserve(current: Task): TransactionFd {
  Transaction.begin(current);
  using transaction: Transaction = current.transaction;
  return transaction.getUnusedFdFlags(0);
}

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = reserve(current);
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    return fd.reservedFd();
  });
}

export default scenarioOf(
  "transaction",
  call,
  "use-after-move: fd 0 was installed after its transaction ended or discarded it",
);
