/**
 * IORING_OP_FIXED_FD_INSTALL with FD_PREPARE: the file expression takes the reference.
 *
 * Mirrors `io_install_fixed_fd` (io_uring/openclose.c) and `receive_fd` (fs/file.c, Linux 6.19).
 */
import { syscall, type FileRef, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function installFixedFd(current: Task, file: FileRef, flags: number): number {
  return syscall(current, () => {
    const error = raw.mayFail(current, "EACCES", "security_file_receive");
    if (error < 0) return error;
    return prepare.fdAdd(current, flags, () => raw.getFile(current, file.address as raw.FilePointer));
  });
}

export default scenarioOf("prepare", installFixedFd);
