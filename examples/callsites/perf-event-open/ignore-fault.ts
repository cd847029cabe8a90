/**
 * perf_event_open tells its number by its result, which cannot fault; what can fail after the file exists still comes
 * before it is published.
 *
 * The steps of `perf_event_open` (kernel/events/core.c, Linux 4.10) with FD_PREPARE of Linux 6.19.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function perfEventOpen(current: Task, operations: number, count: number): number {
  return syscall(current, () => {
    const { memory } = current.kernel;
    const error =
      raw.mayFail(current, "EBADF", "perf_fget_light") ||
      raw.mayFail(current, "EINTR", "cred_guard_mutex") ||
      raw.mayFail(current, "ENOMEM", "perf_event_alloc");
    if (error < 0) return error;
    memory.add(count, 1);
    using event = guard.free(current, count, (pointer) => {
      if (pointer !== 0) memory.add(pointer, -1);
    });
    const invalid = raw.mayFail(current, "EINVAL", "find_get_context");
    if (invalid < 0) return invalid;
    using fdf = prepare.fdPrepare(current, OpenFlags.O_CLOEXEC, () =>
      raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, event.pointer),
    );
    if (fdf.err !== 0) return fdf.err;
    guard.retainAndNullPtr(event);
    const refused =
      raw.mayFail(current, "EINVAL", "perf_event_validate_size") ||
      raw.mayFail(current, "EBUSY", "exclusive_event_installable");
    return refused < 0 ? refused : prepare.fdPublish(fdf);
  });
}

export default scenarioOf("ignore-fault", perfEventOpen);
