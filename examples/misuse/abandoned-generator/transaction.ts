/** abandoned-generator, as a transaction: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function* steps(current: Task): Generator<number> {
  Transaction.begin(current);
  using transaction: Transaction = current.transaction;
  yield transaction.getUnusedFdFlags(0).reservedFd();
}

export function call(current: Task): number {
  return syscall(current, () => {
    steps(current).next();
    return -5;
  });
}

export default scenarioOf("transaction", call);
