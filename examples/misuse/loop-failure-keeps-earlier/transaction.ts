/** loop-failure-keeps-earlier, as a transaction: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { Transaction, type TransactionFd } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fds: TransactionFd[] = [];
    while (fds.length < 3) fds.push(transaction.getUnusedFdFlags(0));
    return -5;
  });
}

export default scenarioOf("transaction", call);
