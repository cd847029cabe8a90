/**
 * SNDRV_COMPRESS_TASK_CREATE as a transaction: both are installed before the numbers go to user space.
 *
 * The steps of `snd_compr_task_new` (sound/core/compress_offload.c, Linux 6.13) under the per-task design of Al Viro's
 * proposal.
 */
import { FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function taskNew(current: Task, utask: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    using input = FileRef.anonInodeGetfile(current);
    using output = FileRef.anonInodeGetfile(current);
    const [fdI, fdO] = transaction.getUnusedFds(2, OpenFlags.O_CLOEXEC);
    fdI.fdInstall(input.clone());
    fdO.fdInstall(output.clone());
    current.putUser(utask, fdI.reservedFd());
    current.putUser(utask + 1, fdO.reservedFd());
    return transaction.succeed();
  });
}

export default scenarioOf("transaction", taskNew, { scheme: "tagged" });
