/**
 * IORING_OP_FIXED_FD_INSTALL with scope-based clean-up, which has nothing to clean up here.
 *
 * The steps of `io_install_fixed_fd` (io_uring/openclose.c) and `receive_fd` (fs/file.c, Linux 6.12) with
 * CLASS(get_unused_fd).
 */
import { syscall, type FileRef, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function installFixedFd(current: Task, file: FileRef, flags: number): number {
  return syscall(current, () => {
    const error = raw.mayFail(current, "EACCES", "security_file_receive");
    if (error < 0) return error;
    using fd = guard.getUnusedFd(current, flags);
    if (fd.fd < 0) return fd.fd;
    raw.fdInstall(current, fd.fd, raw.getFile(current, file.address as raw.FilePointer));
    return guard.takeFd(fd);
  });
}

export default scenarioOf("guard", installFixedFd);
