/**
 * IORING_OP_FIXED_FD_INSTALL with slots: a request is no syscall, and its result does not decide what io_uring_enter
 * returns. FD_ADD installs at once, whatever the syscall around it comes to.
 *
 * The steps of `io_install_fixed_fd` (io_uring/openclose.c) and `receive_fd` without a user pointer (fs/file.c, Linux 6.19)
 * with FD_ADD as the series of September 2026 has it.
 */
import { syscall, type FileRef, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function installFixedFd(current: Task, file: FileRef, flags: number): number {
  return syscall(current, () => {
    const error = raw.mayFail(current, "EACCES", "security_file_receive");
    if (error < 0) return error;
    return slots.fdAdd(current, flags, () => raw.getFile(current, file.address as raw.FilePointer));
  });
}

export default scenarioOf("slots", installFixedFd, { scheme: "slots" });
