/**
 * The commit of the proposal's pseudo-code is a bare store. A sibling that grows the table at that moment has copied the
 * slot already, and the store is lost with the old array. With the protocol of fd_install nothing is lost.
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

function against(commitStore: NonNullable<KernelOptions["commitStore"]>, violates?: string): Scenario {
  return scenario({
    name: `a commit while a sibling grows the table, ${commitStore} store`,
    kernel: { bitsPerLong: 1, nrOpen: 4, scheme: "tagged", commitStore },
    tasks: { opener: open, grower: open },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const plain = against("plain", "fd 0 is uncommitted");
export const protocol = against("protocol");
