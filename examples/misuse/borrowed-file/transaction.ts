/** borrowed-file, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { slotOf } from "../../bugs/calls.js";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { lent }: Shared): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(FileRef.fromRaw(current, slotOf(current, lent)));
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "its count is 1 and 2 references exist");
