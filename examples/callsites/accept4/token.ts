/**
 * accept4: reserve, make the new socket's file, accept (which may block and be interrupted), copy the peer's address
 * out, install.
 *
 * Mirrors `__sys_accept4_file` and `do_accept` (net/socket.c, Linux 6.x).
 */
import { allocUser, FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenario } from "fd-reservation/explore";

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

export default scenario({
  name: "accept4: a connection and its peer's address",
  setup({ kernel, init }) {
    const listener = syscall(init, () => {
      FileDescriptorReservation.getUnusedFdFlags(init, 0);
      using fd: FileDescriptorReservation = init.reservation;
      const number = fd.reservedFd();
      fd.commit(FileRef.anonInodeGetfile(init));
      return number;
    });
    return { listener, upeer: allocUser(kernel, 1) };
  },
  tasks: { server: (current, { listener, upeer }) => accept4(current, listener, upeer, 0) },
  check({ tasks, results, shared }) {
    const fd = results["server"] ?? 0;
    if (fd < 0) return;
    const open = tasks["server"]?.openDescriptors();
    if (String(open) !== String([shared.listener, fd]))
      throw new Error(`${open} are open after accept gave ${fd}`);
  },
});
