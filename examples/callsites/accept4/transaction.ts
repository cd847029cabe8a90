/**
 * accept4 as a transaction: the peer's address may be copied out after the connection has its descriptor.
 *
 * The steps of `do_accept` (net/socket.c, Linux 6.x) under the per-task design of Al Viro's proposal.
 */
import { FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function accept4(current: Task, listener: number, upeer: number, flags: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    using _socket = current.fget(listener);
    const newfd = transaction.getUnusedFdFlags(flags);
    newfd.fdInstall(FileRef.anonInodeGetfile(current));
    current.mayFail("EACCES", "security_socket_accept");
    current.mayFail("ERESTARTSYS", "ops->accept");
    current.mayFail("ECONNABORTED", "ops->getname");
    current.putUser(upeer, 0x7f000001);
    return transaction.succeed(newfd.reservedFd());
  });
}

export default scenarioOf("transaction", accept4, { scheme: "tagged" });
