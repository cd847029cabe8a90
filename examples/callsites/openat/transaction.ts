/**
 * openat as a transaction: what the commonest syscall of all becomes, and what it pays.
 *
 * The steps of `do_sys_openat2` (fs/open.c, Linux 6.x) under the per-task design of Al Viro's proposal.
 */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function openat(current: Task, flags: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(flags);
    current.mayFail("ENOENT", "do_filp_open");
    fd.fdInstall(FileRef.anonInodeGetfile(current, 0, flags));
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", openat, { scheme: "tagged" });
