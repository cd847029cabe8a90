/** binder-close, the same steps as a transaction: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { open } from "../calls.js";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = open(current);
    if (fd < 0) return fd;
    using file = current.fget(fd); // a separate reference: there is no borrowing lookup
    current.close(fd);
    void file.privateData;
    return transaction.succeed(0);
  });
}

export default scenarioOf("transaction", call);
