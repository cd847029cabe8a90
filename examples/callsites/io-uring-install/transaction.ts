/**
 * IORING_OP_FIXED_FD_INSTALL as a transaction of its request: one set for the whole io_uring_enter would take back what
 * an earlier request installed.
 *
 * The steps of `io_install_fixed_fd` (io_uring/openclose.c) and `receive_fd` (fs/file.c, Linux 6.12) under the per-task
 * design of Al Viro's proposal, with scopes that nest.
 */
import { syscall, type FileRef, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function installFixedFd(current: Task, file: FileRef, flags: number): number {
  return syscall(current, () => {
    current.mayFail("EACCES", "security_file_receive");
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(flags);
    fd.fdInstall(file.clone());
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", installFixedFd, { scheme: "tagged" });
