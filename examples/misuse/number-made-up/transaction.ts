/** number-made-up, as a transaction: it cannot be written; the attempt does not compile. See scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { TransactionFd } from "fd-reservation/designs";

export function call(current: Task): number {
  return syscall(current, () => {
    // @ts-expect-error: only reserving makes one
    const fd: TransactionFd = new TransactionFd(current.kernel, current.address, 5);
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    return 5;
  });
}
