/** ptm-open-peer, the same steps as a transaction: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { Owned } from "../owned.js";
import { openPeerRef, scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, shared: Shared): number {
  return syscall(current, () => {
    using path = Owned.get(current, shared.mount);
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(openPeerRef(current, shared));
    path.intoRaw(); // as if the file had taken it over
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "references are left when every task has exited");
