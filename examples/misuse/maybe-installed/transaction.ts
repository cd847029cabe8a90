/** maybe-installed, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { early }: Shared): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    if (early) fd.fdInstall(FileRef.anonInodeGetfile(current));
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "BUG in fd_install: slot 0 already holds file");
