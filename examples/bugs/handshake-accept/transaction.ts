/** handshake-accept, the same steps as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { sock }: Shared): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    using file = FileRef.fromRaw(current, sock); // claims a reference that is not ours
    current.mayFail("EINVAL", "hp_accept");
    fd.fdInstall(file.clone());
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "its count is 1 and 2 references exist");
