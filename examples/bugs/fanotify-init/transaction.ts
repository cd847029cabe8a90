/** fanotify-init, the same steps as a transaction: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { Owned } from "../owned.js";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    current.mayFail("ENOMEM", "fsnotify_alloc_group"); // throws: there is no error pointer to destroy
    using _group = Owned.make(current, "group");
    return transaction.succeed(0);
  });
}

export default scenarioOf("transaction", call);
