/** mq-open, the same steps as a transaction: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, Transaction } from "fd-reservation/designs";
import { openQueueRef, scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const readOnly = raw.mayFail(current, "EROFS", "mnt_want_write") !== 0;
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(openQueueRef(current, Number(readOnly)));
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "RangeError: 1 is no negative error number");
