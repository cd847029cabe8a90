/** cloexec-dropped, as a transaction: see scenario.ts. */
import { FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(FileRef.anonInodeGetfile(current, 0, OpenFlags.O_CLOEXEC)); // of a file it means nothing
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "fd 0 stays open across exec");
