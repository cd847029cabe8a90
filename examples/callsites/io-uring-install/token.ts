/**
 * IORING_OP_FIXED_FD_INSTALL with the token, which ends with its request.
 *
 * Mirrors `io_install_fixed_fd` (io_uring/openclose.c) and `receive_fd` (fs/file.c, Linux 6.12).
 */
import { FileDescriptorReservation, syscall, type FileRef, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function installFixedFd(current: Task, file: FileRef, flags: number): number {
  return syscall(current, () => {
    current.mayFail("EACCES", "security_file_receive");
    FileDescriptorReservation.getUnusedFdFlags(current, flags);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    fd.commit(file.clone());
    return number;
  });
}

export default scenarioOf("token", installFixedFd);
