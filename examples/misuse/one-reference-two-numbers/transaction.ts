/** one-reference-two-numbers, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const [fd1, fd2] = transaction.getUnusedFds(2, 0);
    using file = FileRef.anonInodeGetfile(current);
    fd1.fdInstall(file);
    fd2.fdInstall(file);
    return transaction.succeed(fd1.reservedFd());
  });
}

export default scenarioOf("transaction", call, "was moved after it was committed or dropped");
