/**
 * fsmount: the mount is made first, then the number and the file; changes of attributes come between file and
 * install, and may fail.
 *
 * Mirrors `fsmount` (fs/namespace.c, Linux 6.x).
 */
import { FileDescriptorReservation, FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { scenario } from "fd-reservation/explore";

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

export default scenario({
  name: "fsmount: attributes may fail after the file exists",
  setup({ init }) {
    const fsContext = syscall(init, () => {
      FileDescriptorReservation.getUnusedFdFlags(init, 0);
      using fd: FileDescriptorReservation = init.reservation;
      const number = fd.reservedFd();
      fd.commit(FileRef.anonInodeGetfile(init));
      return number;
    });
    return { fsContext };
  },
  tasks: { caller: (current, { fsContext }) => fsmount(current, fsContext, OpenFlags.O_CLOEXEC) },
  check({ tasks, results, shared }) {
    const fd = results["caller"] ?? 0;
    if (fd < 0) return;
    const open = tasks["caller"]?.openDescriptors();
    if (String(open) !== String([shared.fsContext, fd]))
      throw new Error(`${open} are open after fsmount gave ${fd}`);
  },
});
