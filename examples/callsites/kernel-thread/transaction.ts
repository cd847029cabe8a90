/**
 * A kernel thread that works with descriptors: it never returns from a syscall, so it commits explicitly.
 *
 * "and would be called explicitly in kernel threads that have a descriptor table and work with it": Al Viro's mail.
 */
import { Errno, FileRef, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenario } from "fd-reservation/explore";

/** Serves requests: each opens two files, published together, and a request that fails leaves nothing. */
export function worker(current: Task, requests: number): void {
  for (let request = 0; request < requests; request++) serve(current);
}

function serve(current: Task): void {
  Transaction.begin(current);
  using transaction: Transaction = current.transaction;
  try {
    transaction.getUnusedFdFlags(0).fdInstall(FileRef.anonInodeGetfile(current));
    transaction.getUnusedFdFlags(0).fdInstall(FileRef.anonInodeGetfile(current));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return; // the request fails, the thread goes on: leaving the scope undoes what it had
  }
  transaction.commit();
  transaction.succeed();
}

export default scenario({
  name: "a kernel thread that commits explicitly",
  kernel: { reservations: "per-task" },
  tasks: { worker: { kind: "kthread", run: (current) => worker(current, 2) } },
  check({ tasks, failures }) {
    const open = tasks["worker"]?.openDescriptors().length;
    const expected = failures.length === 0 ? 4 : 2;
    if (open !== expected) throw new Error(`${open} descriptors are open, not ${expected}`);
  },
});
