/** put-error-number, as a transaction: it cannot be written; the attempt does not compile. See scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    try {
      const fd = transaction.getUnusedFdFlags(0);
      fd.fdInstall(FileRef.anonInodeGetfile(current));
      return transaction.succeed(fd.reservedFd());
    } catch (error) {
      // @ts-expect-error: without a reservation there is nothing to name
      fd.discard();
      throw error;
    }
  });
}
