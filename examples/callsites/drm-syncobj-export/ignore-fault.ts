/**
 * DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD with the fault ignored. The handler tells nobody: the ioctl core copies the argument out, as
 * of every ioctl, so it is the core that must ignore this fault, and know for which ioctls.
 *
 * The steps of `drm_syncobj_export_sync_file` and `drm_ioctl` (drivers/gpu/drm, Linux 6.12) with FD_ADD of Linux 6.19.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function exportSyncFile(current: Task): number {
  const error = raw.mayFail(current, "EINVAL", "drm_syncobj_find_fence");
  if (error < 0) return error;
  return ignoreFault.fdAdd(current, OpenFlags.O_CLOEXEC, () => raw.anonInodeGetfile(current));
}

export function drmIoctl(current: Task, argument: number): number {
  return syscall(current, () => {
    const fd = exportSyncFile(current);
    if (fd < 0) return fd;
    ignoreFault.tellUser(current, argument, fd);
    return 0;
  });
}

export default scenarioOf("ignore-fault", drmIoctl);
