/** kvm-create-device, the same steps as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { kref, Transaction } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, object }: Shared): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    const file = FileRef.anonInodeGetfile(current, operations, 0, object);
    fd.fdInstall(file);
    kref.get(current, object);
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call);
