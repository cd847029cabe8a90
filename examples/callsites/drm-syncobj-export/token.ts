/**
 * DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD with the token: the handler cannot leak, and the fault still comes too late, because
 * the token ends in the handler and the argument leaves in the core.
 *
 * The steps of `drm_syncobj_export_sync_file` and `drm_ioctl` (drivers/gpu/drm, Linux 6.12).
 */
import { FileDescriptorReservation, FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { LEFT_OPEN, scenarioOf } from "./scenario.js";

function exportSyncFile(current: Task): number {
  FileDescriptorReservation.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
  using fd: FileDescriptorReservation = current.reservation;
  current.mayFail("EINVAL", "drm_syncobj_find_fence");
  const number = fd.reservedFd();
  fd.commit(FileRef.anonInodeGetfile(current));
  return number;
}

export function drmIoctl(current: Task, argument: number): number {
  return syscall(current, () => {
    current.putUser(argument, exportSyncFile(current));
  });
}

export default scenarioOf("token", drmIoctl, {}, LEFT_OPEN);
