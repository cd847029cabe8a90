/** clean-up-of-error, as a transaction: it cannot be written; the attempt does not compile. See scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    try {
      using file = FileRef.anonInodeGetfile(current);
      const fd = transaction.getUnusedFdFlags(0);
      fd.fdInstall(file);
      return transaction.succeed(fd.reservedFd());
    } catch (error) {
      // @ts-expect-error: a file that was not made has no name
      file[Symbol.dispose]();
      throw error;
    }
  });
}
