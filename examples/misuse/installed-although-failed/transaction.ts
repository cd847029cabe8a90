/** installed-although-failed, as a transaction: see scenario.ts. */
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
      current.mayFail("EIO", "prepare");
      return fd.reservedFd();
    } finally {
      transaction.succeed();
    }
  });
}

export default scenarioOf(
  "transaction",
  call,
  "the call failed and yet fd 0 is open, which it was not before",
);
