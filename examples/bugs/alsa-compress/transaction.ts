/** alsa-compress, the same steps as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(FileRef.anonInodeGetfile(current, 0, 0, 7));
    using found = current.fget(fd.reservedFd());
    if (found.privateData !== 7) throw new Error("the number names another file");
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "the call fails although nothing failed");
