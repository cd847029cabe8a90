/** looked-up-before-install, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    using _found = current.fget(fd.reservedFd());
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "the call gives -9 although nothing failed");
