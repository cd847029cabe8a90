/**
 * BPF_PROG_LOAD as a transaction: the descriptor comes first, and the id last; a failure takes the file back, and the
 * file the program.
 *
 * The steps of `bpf_prog_load` (kernel/bpf/syscall.c, Linux 6.12) under the per-task design of Al Viro's proposal.
 */
import { FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function load(current: Task, operations: number, refcnt: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    current.mayFail("ENOMEM", "bpf_prog_alloc");
    current.mayFail("EACCES", "bpf_check");
    const fd = transaction.getUnusedFdFlags(OpenFlags.O_CLOEXEC);
    fd.fdInstall(FileRef.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, refcnt));
    current.kernel.memory.add(refcnt, 1); // the file's release puts it
    current.mayFail("EPERM", "security_bpf_prog");
    current.mayFail("ENOSPC", "bpf_prog_alloc_id");
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", load, { scheme: "tagged" });
