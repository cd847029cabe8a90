/** forgotten-clean-up, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    const transaction: Transaction = current.transaction; // not bound with using
    const fd = transaction.getUnusedFdFlags(0);
    current.mayFail("EIO", "prepare");
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call);
