/**
 * socketpair: both numbers are written to user space before any socket exists. On failure user memory holds two
 * numbers that name nothing.
 *
 * Mirrors `__sys_socketpair` (net/socket.c, Linux 6.x).
 */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function socketpair(current: Task, usockvec: number, flags: number): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, flags);
    using fd1: FileDescriptorReservation = current.reservation;
    FileDescriptorReservation.getUnusedFdFlags(current, flags);
    using fd2: FileDescriptorReservation = current.reservation;
    // A fault later could not be reported: the sockets would be installed by then.
    current.putUser(usockvec, fd1.reservedFd());
    current.putUser(usockvec + 1, fd2.reservedFd());

    current.mayFail("ENOMEM", "sock_create");
    current.mayFail("ENOMEM", "sock_create");
    current.mayFail("EACCES", "security_socket_socketpair");
    current.mayFail("EOPNOTSUPP", "ops->socketpair");
    using file1 = FileRef.anonInodeGetfile(current);
    using file2 = FileRef.anonInodeGetfile(current);
    fd1.commit(file1);
    fd2.commit(file2);
  });
}

export default scenarioOf("token", socketpair);
