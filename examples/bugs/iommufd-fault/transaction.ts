/** iommufd-fault, the same steps as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    const file = FileRef.anonInodeGetfile(current);
    fd.fdInstall(file);
    current.putUser(user, fd.reservedFd());
    file[Symbol.dispose]();
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call);
