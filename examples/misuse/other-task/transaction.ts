/** other-task, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction, type TransactionFd } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    const install = (_child: Task, reserved: TransactionFd): void => {
      reserved.fdInstall(FileRef.anonInodeGetfile(current));
    };
    // @ts-expect-error: it does not travel
    current.clone({}, install, fd);
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "foreign-task");
