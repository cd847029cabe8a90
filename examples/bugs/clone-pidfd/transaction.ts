/** clone-pidfd, the same steps as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    try {
      current.mayFail("EAGAIN", "copy_process");
    } catch (error) {
      current.close(fd.reservedFd());
      throw error;
    }
    return transaction.succeed(0);
  });
}

export default scenarioOf("transaction", call);
