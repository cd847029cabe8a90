/**
 * A kernel thread that works with descriptors: it never returns from a syscall, so it commits explicitly.
 *
 * "and would be called explicitly in kernel threads that have a descriptor table and work with it": Al Viro's proposal.
 */
import { Errno, FileRef, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function serve(current: Task): void {
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

export default scenarioOf("transaction", serve, { scheme: "tagged" });
