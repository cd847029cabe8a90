/**
 * accept4: reserve, make the new socket's file, accept (which may block and be interrupted), copy the peer's address
 * out, install.
 *
 * Mirrors `__sys_accept4_file` and `do_accept` (net/socket.c, Linux 6.x).
 */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function accept4(current: Task, listener: number, upeer: number, flags: number): number {
  return syscall(current, () => {
    using _socket = current.fget(listener);
    FileDescriptorReservation.getUnusedFdFlags(current, flags);
    using newfd: FileDescriptorReservation = current.reservation;
    using newfile = FileRef.anonInodeGetfile(current);
    current.mayFail("EACCES", "security_socket_accept");
    current.mayFail("ERESTARTSYS", "ops->accept"); // a signal arrived while it waited for a connection
    current.mayFail("ECONNABORTED", "ops->getname");
    current.putUser(upeer, 0x7f000001);
    const number = newfd.reservedFd();
    newfd.commit(newfile);
    return number;
  });
}

export default scenarioOf("token", accept4);
