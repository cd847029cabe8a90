/** vfio-dma-buf, the same steps as a transaction: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { fileOf, Owned } from "../owned.js";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations }: Shared): number {
  return syscall(current, () => {
    using object = Owned.make(current, "vfio_dma_buf");
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    using file = fileOf(current, operations, object); // takes the object over
    try {
      current.mayFail("ENOMEM", "alloc");
    } catch (error) {
      object[Symbol.dispose]();
      throw error;
    }
    fd.fdInstall(file);
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call);
