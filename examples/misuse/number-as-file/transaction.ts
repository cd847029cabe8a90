/** number-as-file, as a transaction: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    // @ts-expect-error: it is no file
    fd.fdInstall(fd.reservedFd());
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "TypeError: file.intoRaw is not a function");
