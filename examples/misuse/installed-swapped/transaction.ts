/** installed-swapped, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const [fdr, fdw] = transaction.getUnusedFds(2, 0);
    fdr.fdInstall(FileRef.anonInodeGetfile(current, 0, 0, 2)); // the writer
    fdw.fdInstall(FileRef.anonInodeGetfile(current, 0, 0, 1)); // the reader
    return transaction.succeed(fdr.reservedFd());
  });
}

export default scenarioOf("transaction", call, "fd 0 should read and writes");
