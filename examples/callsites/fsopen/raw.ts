/**
 * fsopen puts a file-system context behind a descriptor. The context belongs to the syscall until the file exists; its
 * failure exits put it, the file's release does so afterwards.
 *
 * Mirrors `fsopen` and `fscontext_create_fd` (fs/fsopen.c, Linux 6.12).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function fsopen(current: Task, operations: number, count: number): number {
  return syscall(current, () => {
    const error =
      raw.mayFail(current, "EPERM", "ns_capable") ||
      raw.mayFail(current, "ENODEV", "get_fs_type") ||
      raw.mayFail(current, "ENOMEM", "fs_context_for_mount");
    if (error < 0) return error;
    const { memory } = current.kernel;
    memory.add(count, 1);
    const fd = raw.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
    if (fd < 0) {
      memory.add(count, -1); // put_fs_context
      return fd;
    }
    const file = raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, count);
    if (raw.isErr(file)) {
      raw.putUnusedFd(current, fd);
      memory.add(count, -1);
      return raw.ptrErr(file);
    }
    raw.fdInstall(current, fd, file);
    return fd;
  });
}

export default scenarioOf("raw", fsopen);
