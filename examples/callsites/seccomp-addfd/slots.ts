/**
 * SECCOMP_IOCTL_NOTIF_ADDFD with slots: the target is inside of the syscall that was trapped, whose result is not the
 * supervisor's. A slot would be committed, or undone, with that syscall; FD_ADD installs at once.
 *
 * The steps of `seccomp_handle_addfd` (kernel/seccomp.c) and `receive_fd` without a user pointer (fs/file.c, Linux 6.19)
 * with FD_ADD as the series of September 2026 has it.
 */
import { syscall, type FileRef, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function handleAddfd(current: Task, file: FileRef, flags: number): number {
  return syscall(current, () => {
    const error = raw.mayFail(current, "EACCES", "security_file_receive");
    if (error < 0) return error;
    return slots.fdAdd(current, flags, () => raw.getFile(current, file.address as raw.FilePointer));
  });
}

export default scenarioOf("slots", handleAddfd, { scheme: "slots" });
