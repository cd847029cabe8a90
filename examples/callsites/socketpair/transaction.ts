/**
 * socketpair as a transaction: the sockets come first and the numbers last, because a fault is no longer too late.
 *
 * The steps of `__sys_socketpair` (net/socket.c, Linux 6.12) under the per-task design of Al Viro's proposal.
 */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function socketpair(current: Task, usockvec: number, flags: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    current.mayFail("ENOMEM", "sock_create");
    current.mayFail("ENOMEM", "sock_create");
    current.mayFail("EACCES", "security_socket_socketpair");
    current.mayFail("EOPNOTSUPP", "ops->socketpair");
    for (const [end, fd] of transaction.getUnusedFds(2, flags).entries()) {
      fd.fdInstall(FileRef.anonInodeGetfile(current));
      current.putUser(usockvec + end, fd.reservedFd());
    }
    return transaction.succeed();
  });
}

export default scenarioOf("transaction", socketpair, { scheme: "tagged" });
