/** epoll-private-data, the same steps as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { raw, Transaction } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { object }: Shared): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    using file = FileRef.anonInodeGetfile(current);
    const pointer = file.address as raw.FilePointer;
    fd.fdInstall(file);
    raw.setPrivateData(current, pointer, object);
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call);
