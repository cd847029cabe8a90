/**
 * accept4 with a function that accepts: whatever fails in it gives the number back.
 *
 * The steps of `__sys_accept4_file` and `do_accept` (net/socket.c, Linux 6.12).
 */
import { FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "../../callsites/accept4/scenario.js";
import { withFd } from "../scoped.js";

export function accept4(current: Task, listener: number, upeer: number, flags: number): number {
  return syscall(current, () => {
    using _socket = current.fget(listener);
    return withFd(current, flags, () => {
      using newfile = FileRef.anonInodeGetfile(current);
      current.mayFail("EACCES", "security_socket_accept");
      current.mayFail("ERESTARTSYS", "ops->accept"); // a signal arrived while it waited for a connection
      current.mayFail("ECONNABORTED", "ops->getname");
      current.putUser(upeer, 0x7f000001);
      return newfile.clone();
    });
  });
}

export default scenarioOf("scoped", accept4);
