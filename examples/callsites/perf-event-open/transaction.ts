/**
 * perf_event_open as a transaction: installed before the checks under the locks, which may fail.
 *
 * The steps of `perf_event_open` (kernel/events/core.c, Linux 4.10) under the per-task design of Al Viro's proposal.
 */
import { FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function perfEventOpen(current: Task, operations: number, count: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(OpenFlags.O_CLOEXEC);
    current.mayFail("EBADF", "perf_fget_light");
    current.mayFail("EINTR", "cred_guard_mutex");
    current.mayFail("ENOMEM", "perf_event_alloc");
    fd.fdInstall(FileRef.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, count));
    current.kernel.memory.add(count, 1); // the event; the file's release frees it
    current.mayFail("EINVAL", "find_get_context");
    current.mayFail("EINVAL", "perf_event_validate_size");
    current.mayFail("EBUSY", "exclusive_event_installable");
    return transaction.succeed(fd.reservedFd());
  });
}

export default scenarioOf("transaction", perfEventOpen, { scheme: "tagged" });
