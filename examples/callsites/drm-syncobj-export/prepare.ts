/**
 * DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD with FD_ADD: one line, and the fault still comes too late.
 *
 * The steps of `drm_syncobj_export_sync_file` and `drm_ioctl` (drivers/gpu/drm, Linux 6.12) with FD_ADD of Linux 6.19.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { LEFT_OPEN, scenarioOf } from "./scenario.js";

function exportSyncFile(current: Task): number {
  const error = raw.mayFail(current, "EINVAL", "drm_syncobj_find_fence");
  if (error < 0) return error;
  return prepare.fdAdd(current, OpenFlags.O_CLOEXEC, () => raw.anonInodeGetfile(current));
}

export function drmIoctl(current: Task, argument: number): number {
  return syscall(current, () => {
    const fd = exportSyncFile(current);
    return fd < 0 ? fd : raw.putUser(current, argument, fd);
  });
}

export default scenarioOf("prepare", drmIoctl, {}, LEFT_OPEN);
