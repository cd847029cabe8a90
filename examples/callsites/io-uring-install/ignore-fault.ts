/**
 * IORING_OP_FIXED_FD_INSTALL tells its number in a completion that was set aside before, and so cannot fault: FD_ADD, as in
 * mainline.
 *
 * Mirrors `io_install_fixed_fd` (io_uring/openclose.c) and `receive_fd` (fs/file.c, Linux 6.19).
 */
import { syscall, type FileRef, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function installFixedFd(current: Task, file: FileRef, flags: number): number {
  return syscall(current, () => {
    const error = raw.mayFail(current, "EACCES", "security_file_receive");
    if (error < 0) return error;
    return ignoreFault.fdAdd(current, flags, () => raw.getFile(current, file.address as raw.FilePointer));
  });
}

export default scenarioOf("ignore-fault", installFixedFd);
