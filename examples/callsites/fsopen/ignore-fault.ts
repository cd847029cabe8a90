/**
 * fsopen tells its number by its result, which cannot fault: FD_PREPARE, for the context that must be retained.
 *
 * The steps of `fscontext_create_fd` (fs/fsopen.c, Linux 6.12) with FD_PREPARE of Linux 6.19.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, prepare, raw } from "fd-reservation/designs";
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
    using fdf = prepare.fdPrepare(current, OpenFlags.O_CLOEXEC, () =>
      raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, context.pointer),
    );
    if (fdf.err !== 0) return fdf.err;
    guard.retainAndNullPtr(context);
    return prepare.fdPublish(fdf);
  });
}

export default scenarioOf("ignore-fault", fsopen);
