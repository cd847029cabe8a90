/** file-after-install, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    using file = FileRef.anonInodeGetfile(current);
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(file);
    return transaction.succeed(file.privateData);
  });
}

export default scenarioOf("transaction", call, "was read after it was committed or dropped");
