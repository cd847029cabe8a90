/** first-put-twice, as a transaction: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { Transaction, type TransactionFd } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd1: TransactionFd = transaction.getUnusedFdFlags(0);
    transaction.getUnusedFdFlags(0);
    fd1.discard();
    // @ts-expect-error: it was consumed
    fd1.discard();
    return -5;
  });
}

export default scenarioOf(
  "transaction",
  call,
  "use-after-move: fd 0 was discarded after its transaction ended or discarded it",
);
