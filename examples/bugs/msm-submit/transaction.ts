/** msm-submit, the same steps as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    const file = FileRef.anonInodeGetfile(current); // not bound with using
    current.putUser(user, fd.reservedFd());
    fd.fdInstall(file);
    return transaction.succeed(0);
  });
}

export default scenarioOf(
  "transaction",
  call,
  "leaked-file: A file reference outlived its syscall: it was neither committed nor bound with using; it was dropped",
);
