/**
 * pipe2 as a transaction: both files are installed *before* the numbers go to user space, and a fault undoes all.
 *
 * The steps of `do_pipe2` (fs/pipe.c, Linux 6.x) under the per-task design of Al Viro's mail.
 */
import { allocUser, FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenario } from "fd-reservation/explore";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    const reader = transaction.getUnusedFdFlags(flags);
    reader.fdInstall(FileRef.anonInodeGetfile(current));
    const writer = transaction.getUnusedFdFlags(flags);
    writer.fdInstall(FileRef.anonInodeGetfile(current));
    current.putUser(ufds, reader.reservedFd());
    current.putUser(ufds + 1, writer.reservedFd());
    return transaction.succeed(0);
  });
}

export default scenario({
  name: "pipe2 as a transaction: installs before it writes the numbers",
  kernel: { reservations: "per-task" },
  setup: ({ kernel }) => ({ ufds: allocUser(kernel, 2) }),
  tasks: { caller: (current, { ufds }) => pipe2(current, ufds, OpenFlags.O_CLOEXEC) },
  check({ kernel, shared, tasks, results }) {
    if (results["caller"] !== 0) return;
    const { words } = kernel.memory;
    const told = [words[shared.ufds], words[shared.ufds + 1]];
    const open = tasks["caller"]?.openDescriptors();
    if (String(told) !== String(open)) throw new Error(`user space was told ${told} and ${open} are open`);
  },
});
