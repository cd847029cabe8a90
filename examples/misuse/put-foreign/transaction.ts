/** put-foreign, as a transaction: it cannot be written; the attempt does not compile. See scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import type { Shared } from "./scenario.js";

export function call(current: Task, { fd }: Shared): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    // @ts-expect-error: only what the transaction reserved can be discarded
    transaction.discard(fd);
    return transaction.succeed(-5);
  });
}
