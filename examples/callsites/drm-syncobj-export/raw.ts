/**
 * An ioctl exports a synchronisation object (DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD). The handler installs, and only then does
 * the ioctl core copy the argument out.
 *
 * Mirrors `drm_syncobj_export_sync_file` (drivers/gpu/drm/drm_syncobj.c) and `drm_ioctl` (drm_ioctl.c, Linux 6.12).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { LEFT_OPEN, scenarioOf } from "./scenario.js";

function exportSyncFile(current: Task): number {
  const fd = raw.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
  if (fd < 0) return fd;
  const error = raw.mayFail(current, "EINVAL", "drm_syncobj_find_fence");
  if (error < 0) {
    raw.putUnusedFd(current, fd);
    return error;
  }
  const file = raw.anonInodeGetfile(current); // sync_file_create
  if (raw.isErr(file)) {
    raw.putUnusedFd(current, fd);
    return raw.ptrErr(file);
  }
  raw.fdInstall(current, fd, file);
  return fd;
}

export function drmIoctl(current: Task, argument: number): number {
  return syscall(current, () => {
    const fd = exportSyncFile(current);
    return fd < 0 ? fd : raw.putUser(current, argument, fd);
  });
}

export default scenarioOf("raw", drmIoctl, {}, LEFT_OPEN);
