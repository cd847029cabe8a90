/**
 * DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD with slots: the handler stages, and a fault of the ioctl core's copy, after the handler has
 * returned, undoes the descriptor. The core knows nothing of it.
 *
 * The steps of `drm_syncobj_export_sync_file` and `drm_ioctl` (drivers/gpu/drm, Linux 6.12) with fd_prepare and fd_stage of
 * the series of September 2026.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function exportSyncFile(current: Task): number {
  const slot = slots.fdPrepare(current, OpenFlags.O_CLOEXEC);
  if (slots.isErr(slot)) return slots.ptrErr(slot);
  const error = raw.mayFail(current, "EINVAL", "drm_syncobj_find_fence");
  if (error < 0) return error;
  const file = raw.anonInodeGetfile(current); // sync_file_create
  if (raw.isErr(file)) return raw.ptrErr(file);
  return slots.fdStage(current, slot, file);
}

export function drmIoctl(current: Task, argument: number): number {
  return syscall(current, () => {
    const fd = exportSyncFile(current);
    return fd < 0 ? fd : raw.putUser(current, argument, fd);
  });
}

export default scenarioOf("slots", drmIoctl, { scheme: "slots" });
