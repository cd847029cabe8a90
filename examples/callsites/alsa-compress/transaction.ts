/**
 * SNDRV_COMPRESS_TASK_CREATE as a transaction: a loop over the buffers.
 *
 * The steps of `snd_compr_task_new` (sound/core/compress_offload.c, Linux 6.13) under the per-task design of Al Viro's
 * mail.
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
    for (const [index, buffer] of [input, output].entries()) {
      const fd = transaction.getUnusedFdFlags(OpenFlags.O_CLOEXEC);
      fd.fdInstall(buffer.clone());
      current.putUser(utask + index, fd.reservedFd());
    }
    return transaction.succeed();
  });
}

export default scenarioOf("transaction", taskNew, { reservations: "per-task" });
