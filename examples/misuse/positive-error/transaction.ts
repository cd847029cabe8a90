/** positive-error, as a transaction: see scenario.ts. */
import { Errno, FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    try {
      const fd = transaction.getUnusedFdFlags(0);
      fd.fdInstall(FileRef.anonInodeGetfile(current));
      return transaction.succeed(fd.reservedFd());
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return -error.errno;
    }
  });
}

export default scenarioOf("transaction", call, "the call returned 24, which is not open");
