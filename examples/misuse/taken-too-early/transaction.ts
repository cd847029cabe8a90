/** taken-too-early, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    using file = FileRef.anonInodeGetfile(current);
    const address = file.intoRaw();
    current.mayFail("EIO", "prepare");
    fd.fdInstall(FileRef.fromRaw(current, address));
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "its count is 1 and 0 references exist");
