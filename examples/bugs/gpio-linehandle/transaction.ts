/** gpio-linehandle, the same steps as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { Owned } from "../owned.js";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { info }: Shared): number {
  return syscall(current, () => {
    using object = new Owned(current, info);
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    using file = FileRef.anonInodeGetfile(current, 0, 0, object.intoRaw());
    fd.fdInstall(file);
    object.read();
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "use-after-move: An object was used after it was given away");
