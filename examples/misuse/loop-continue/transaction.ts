/** loop-continue, as a transaction: see scenario.ts. */
import { Errno, FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    let number = -5;
    for (let round = 0; round < 2; round++) {
      try {
        const fd = transaction.getUnusedFdFlags(0);
        fd.fdInstall(FileRef.anonInodeGetfile(current));
        number = fd.reservedFd();
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        continue;
      }
    }
    return transaction.succeed(number);
  });
}

export default scenarioOf(
  "transaction",
  call,
  "BUG in commit: fd 0 was reserved, and the syscall succeeded without installing",
);
