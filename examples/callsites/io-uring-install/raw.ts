/**
 * io_uring installs a registered file under a number (IORING_OP_FIXED_FD_INSTALL). The table takes a separate
 * reference, and the number goes into the completion, which cannot fail.
 *
 * Mirrors `io_install_fixed_fd` (io_uring/openclose.c) and `receive_fd` without a user pointer (fs/file.c, Linux 6.12).
 */
import { syscall, type FileRef, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function installFixedFd(current: Task, file: FileRef, flags: number): number {
  return syscall(current, () => {
    const error = raw.mayFail(current, "EACCES", "security_file_receive");
    if (error < 0) return error;
    const fd = raw.getUnusedFdFlags(current, flags);
    if (fd < 0) return fd;
    raw.fdInstall(current, fd, raw.getFile(current, file.address as raw.FilePointer));
    return fd;
  });
}

export default scenarioOf("raw", installFixedFd);
