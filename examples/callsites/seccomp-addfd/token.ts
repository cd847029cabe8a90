/**
 * SECCOMP_IOCTL_NOTIF_ADDFD with the token, which belongs to the target: the supervisor could not hold it.
 *
 * Mirrors `seccomp_handle_addfd` (kernel/seccomp.c) and `receive_fd` (fs/file.c, Linux 6.12).
 */
import { FileDescriptorReservation, syscall, type FileRef, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function handleAddfd(current: Task, file: FileRef, flags: number): number {
  return syscall(current, () => {
    current.mayFail("EACCES", "security_file_receive");
    FileDescriptorReservation.getUnusedFdFlags(current, flags);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    fd.commit(file.clone());
    return number;
  });
}

export default scenarioOf("token", handleAddfd);
