/** fget-recheck, the same mistake as a transaction, which has nothing to do with lookups: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, Transaction } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { fd }: Shared): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    using file = current.fget(fd);
    kref.read(current, file.privateData); // the socket's queue
    return transaction.succeed(0);
  });
}

export default scenarioOf("transaction", call, "use after free in read");
