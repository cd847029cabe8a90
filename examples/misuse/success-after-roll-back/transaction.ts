/** success-after-roll-back, as a transaction: see scenario.ts. */
import { Errno, FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    let number = -5;
    try {
      const fd = transaction.getUnusedFdFlags(0);
      number = fd.reservedFd();
      fd.fdInstall(FileRef.anonInodeGetfile(current));
      transaction.succeed();
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
    }
    return number;
  });
}

export default scenarioOf("transaction", call, "the call returned 0, which is not open");
