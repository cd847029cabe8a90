/**
 * A supervisor adds a descriptor to the task that it watches (SECCOMP_IOCTL_NOTIF_ADDFD). In the target run the
 * security hook, the reservation, and the install with a separate reference.
 *
 * Mirrors `seccomp_handle_addfd` (kernel/seccomp.c) and `receive_fd` without a user pointer (fs/file.c, Linux 6.12).
 */
import { syscall, type FileRef, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function handleAddfd(current: Task, file: FileRef, flags: number): number {
  return syscall(current, () => {
    const error = raw.mayFail(current, "EACCES", "security_file_receive");
    if (error < 0) return error;
    const fd = raw.getUnusedFdFlags(current, flags);
    if (fd < 0) return fd;
    raw.fdInstall(current, fd, raw.getFile(current, file.address as raw.FilePointer));
    return fd;
  });
}

export default scenarioOf("raw", handleAddfd);
