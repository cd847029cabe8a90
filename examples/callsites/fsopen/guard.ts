/**
 * fsopen with scope-based clean-up: the context has a separate one, and is retained by hand once the file has it.
 *
 * Mirrors `fsopen` (fs/fsopen.c, Linux 6.12) with CLASS(get_unused_fd) and __free(put_fs_context).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
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
    using context = guard.free(current, count, (pointer) => {
      if (pointer !== 0) memory.add(pointer, -1);
    });
    using fd = guard.getUnusedFd(current, OpenFlags.O_CLOEXEC);
    if (fd.fd < 0) return fd.fd;
    const file = raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, context.pointer);
    if (raw.isErr(file)) return raw.ptrErr(file);
    guard.retainAndNullPtr(context);
    raw.fdInstall(current, fd.fd, file);
    return guard.takeFd(fd);
  });
}

export default scenarioOf("guard", fsopen);
