/** null-untested, as a transaction: see scenario.ts. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { raw, Transaction } from "fd-reservation/designs";
import { fileOrNull } from "../helpers.js";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    const file = fileOrNull(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    fd.fdInstall(FileRef.fromRaw(current, file));
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", call, "fd 0 is reserved and in the sets of 0 tasks");
