/** file-forgotten, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const file = FileRef.anonInodeGetfile(current); // not bound with using
    current.mayFail("EIO", "prepare");
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(file);
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf(
  "transaction",
  call,
  "leaked-file: A file reference outlived its syscall: it was neither committed nor bound with using; it was dropped",
);
