/**
 * SECCOMP_IOCTL_NOTIF_ADDFD tells the supervisor by its ioctl's result, which cannot fault: FD_ADD, as in mainline.
 *
 * Mirrors `receive_fd` (fs/file.c, Linux 6.19).
 */
import { syscall, type FileRef, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function handleAddfd(current: Task, file: FileRef, flags: number): number {
  return syscall(current, () => {
    const error = raw.mayFail(current, "EACCES", "security_file_receive");
    if (error < 0) return error;
    return ignoreFault.fdAdd(current, flags, () => raw.getFile(current, file.address as raw.FilePointer));
  });
}

export default scenarioOf("ignore-fault", handleAddfd);
