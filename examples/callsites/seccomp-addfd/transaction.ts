/**
 * SECCOMP_IOCTL_NOTIF_ADDFD as a transaction of the target: its scope ends before the trapped syscall goes on, so that
 * a failure of that syscall does not take the added file back.
 *
 * The steps of `receive_fd` (fs/file.c, Linux 6.12) under the per-task design of Al Viro's proposal.
 */
import { syscall, type FileRef, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function handleAddfd(current: Task, file: FileRef, flags: number): number {
  return syscall(current, () => {
    current.mayFail("EACCES", "security_file_receive");
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(flags);
    fd.fdInstall(file.clone());
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", handleAddfd, { scheme: "tagged" });
