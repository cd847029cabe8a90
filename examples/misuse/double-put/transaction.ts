/** double-put, as a transaction: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { Transaction, type TransactionFd } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd: TransactionFd = transaction.getUnusedFdFlags(0);
    fd.discard();
    // @ts-expect-error: it was consumed
    fd.discard();
    return transaction.succeed(-5);
  });
}

export default scenarioOf(
  "transaction",
  call,
  "use-after-move: fd 0 was discarded after its transaction ended or discarded it",
);
