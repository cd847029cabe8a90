/**
 * Reading an open request with the token.
 *
 * Mirrors `cachefiles_ondemand_daemon_read` (fs/cachefiles/ondemand.c, Linux 6.12).
 */
import { FileDescriptorReservation, FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function daemonRead(current: Task, operations: number, count: number, buffer: number): number {
  return syscall(current, () => {
    current.mayFail("ENOMEM", "xa_alloc_cyclic");
    FileDescriptorReservation.getUnusedFdFlags(current, OpenFlags.O_WRONLY);
    using fd: FileDescriptorReservation = current.reservation;
    using file = FileRef.anonInodeGetfile(current, operations, OpenFlags.O_WRONLY, count);
    current.kernel.memory.add(count, 1); // the object, for the file, whose release puts it
    current.mayFail("EEXIST", "object->ondemand_id");
    current.putUser(buffer, fd.reservedFd());
    fd.commit(file);
    return 1;
  });
}

export default scenarioOf("token", daemonRead);
