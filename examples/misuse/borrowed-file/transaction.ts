/** borrowed-file, as a transaction: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { lent }: Shared): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    using file = current.fdget(lent);
    // @ts-expect-error: the file is lent
    fd.fdInstall(file);
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "TypeError: file.intoRaw is not a function");
