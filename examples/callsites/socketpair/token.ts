/**
 * socketpair: both numbers are written to user space before any socket exists. On failure user memory holds two
 * numbers that name nothing.
 *
 * Mirrors `__sys_socketpair` (net/socket.c, Linux 6.12).
 */
import { FileDescriptorReservations, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function socketpair(current: Task, usockvec: number, flags: number): number {
  return syscall(current, () => {
    FileDescriptorReservations.getUnusedFds(current, 2, flags);
    using fds: FileDescriptorReservations<2> = current.reservations;
    const [fd1, fd2] = fds.reservedFds();
    // A fault later could not be reported: the sockets would be installed by then.
    current.putUser(usockvec, fd1);
    current.putUser(usockvec + 1, fd2);

    current.mayFail("ENOMEM", "sock_create");
    current.mayFail("ENOMEM", "sock_create");
    current.mayFail("EACCES", "security_socket_socketpair");
    current.mayFail("EOPNOTSUPP", "ops->socketpair");
    using file1 = FileRef.anonInodeGetfile(current);
    using file2 = FileRef.anonInodeGetfile(current);
    fds.commit([file1, file2]);
  });
}

export default scenarioOf("token", socketpair);
