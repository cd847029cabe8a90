/** unshare-in-helper, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import type { Exclusive } from "fd-reservation/ownership";
import { Transaction } from "fd-reservation/designs";
import { isolate } from "../helpers.js";
import { scenarioOf } from "./scenario.js";

export function call(current: Exclusive<Task>): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    isolate(current);
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf(
  "transaction",
  call,
  "live-reservation: unshareFiles() was called while the task holds the reservation of fd 0",
);
