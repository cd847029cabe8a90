/**
 * DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD with scope-based clean-up: the handler is shorter, and the fault still comes too
 * late.
 *
 * The steps of `drm_syncobj_export_sync_file` and `drm_ioctl` (drivers/gpu/drm, Linux 6.12) with CLASS(get_unused_fd).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { LEFT_OPEN, scenarioOf } from "./scenario.js";

function exportSyncFile(current: Task): number {
  using fd = guard.getUnusedFd(current, OpenFlags.O_CLOEXEC);
  if (fd.fd < 0) return fd.fd;
  const error = raw.mayFail(current, "EINVAL", "drm_syncobj_find_fence");
  if (error < 0) return error;
  const file = raw.anonInodeGetfile(current);
  if (raw.isErr(file)) return raw.ptrErr(file);
  raw.fdInstall(current, fd.fd, file);
  return guard.takeFd(fd);
}

export function drmIoctl(current: Task, argument: number): number {
  return syscall(current, () => {
    const fd = exportSyncFile(current);
    return fd < 0 ? fd : raw.putUser(current, argument, fd);
  });
}

export default scenarioOf("guard", drmIoctl, {}, LEFT_OPEN);
