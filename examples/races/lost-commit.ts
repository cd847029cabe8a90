/**
 * The commit of the proposal's pseudo-code is a bare store. A sibling that grows the table at that moment has copied the
 * slot already, and the store is lost with the old array. With the protocol of fd_install nothing is lost. Slots need no
 * protocol of their own: their commit is fd_install itself.
 */
import { syscall, FileRef, type KernelOptions, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenario, type Scenario } from "fd-reservation/explore";

function open(current: Task): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    return transaction.succeed(fd.reservedFd());
  });
}

function against(how: string, kernel: KernelOptions, violates?: string): Scenario {
  return scenario({
    name: `a commit while a sibling grows the table, ${how}`,
    kernel: { bitsPerLong: 1, nrOpen: 4, ...kernel },
    tasks: { opener: open, grower: open },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const plain = against(
  "plain store",
  { scheme: "tagged", commitStore: "plain" },
  "fd 0 is uncommitted",
);
export const protocol = against("protocol store", { scheme: "tagged", commitStore: "protocol" });
export const slots = against("slots", { scheme: "slots" });
export const slotsByTaskWork = against("slots by task work", { scheme: "slots", commitVia: "task-work" });
