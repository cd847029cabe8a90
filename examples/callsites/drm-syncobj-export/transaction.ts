/**
 * DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD as a transaction of the ioctl core: the handler installs as it always has, and a fault
 * after it takes the descriptor back.
 *
 * The steps of `drm_syncobj_export_sync_file` and `drm_ioctl` (drivers/gpu/drm, Linux 6.12) under the per-task design
 * of Al Viro's proposal.
 */
import { FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function exportSyncFile(current: Task, transaction: Transaction): number {
  const fd = transaction.getUnusedFdFlags(OpenFlags.O_CLOEXEC);
  current.mayFail("EINVAL", "drm_syncobj_find_fence");
  fd.fdInstall(FileRef.anonInodeGetfile(current));
  return fd.reservedFd();
}

export function drmIoctl(current: Task, argument: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    current.putUser(argument, exportSyncFile(current, transaction));
    return transaction.succeed();
  });
}

export default scenarioOf("transaction", drmIoctl, { scheme: "tagged" });
