/** exit, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import type { Exclusive } from "fd-reservation/ownership";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Exclusive<Task>): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    // @ts-expect-error: a transaction is open
    current.exit();
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf(
  "transaction",
  call,
  "live-reservation: exit() was called while the task holds the reservation of fd 0",
);
