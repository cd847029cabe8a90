/**
 * Binder's fd fix-ups as a transaction: one loop, because what it has installed is not public yet.
 *
 * The steps of `binder_apply_fd_fixups` (drivers/android/binder.c, Linux 6.12) under the per-task design of Al Viro's
 * proposal.
 */
import { OpenFlags, type FileRef, type Move, type Task } from "fd-reservation";
import { Transaction, type TransactionFd } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function applyFdFixups(current: Task, files: Move<readonly FileRef[]>, buffer: number): number {
  Transaction.begin(current);
  using transaction: Transaction = current.transaction;
  try {
    const fds = transaction.getUnusedFds(files.length, OpenFlags.O_CLOEXEC);
    for (const [index, file] of files.entries()) {
      const fd = fds[index] as TransactionFd;
      fd.fdInstall(file);
      current.putUser(buffer + index, fd.reservedFd());
    }
  } finally {
    for (const file of files) file[Symbol.dispose](); // those that were not installed
  }
  return transaction.succeed();
}

export default scenarioOf("transaction", applyFdFixups, { scheme: "tagged" });
