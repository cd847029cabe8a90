/**
 * fsmount: the mount is made first, then the number and the file; changes of attributes come between file and
 * install, and may fail.
 *
 * Mirrors `fsmount` (fs/namespace.c, Linux 6.x).
 */
import { FileDescriptorReservation, FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function fsmount(current: Task, fsContext: number, flags: number): number {
  return syscall(current, () => {
    using _context = current.fget(fsContext);
    current.mayFail("EBUSY", "fc->phase");
    current.mayFail("ENOMEM", "vfs_create_mount");
    FileDescriptorReservation.getUnusedFdFlags(current, flags);
    using fd: FileDescriptorReservation = current.reservation;
    using file = FileRef.anonInodeGetfile(current, 0, OpenFlags.O_RDONLY);
    current.mayFail("EPERM", "mount_setattr_prepare");
    const number = fd.reservedFd();
    fd.commit(file);
    return number;
  });
}

export default scenarioOf("token", fsmount);
