/**
 * perf_event_open with scope-based clean-up: the event is retained once the file has it.
 *
 * The steps of `perf_event_open` (kernel/events/core.c, Linux 4.10) with CLASS(get_unused_fd) and __free(free_event).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function perfEventOpen(current: Task, operations: number, count: number): number {
  return syscall(current, () => {
    const { memory } = current.kernel;
    using fd = guard.getUnusedFd(current, OpenFlags.O_CLOEXEC);
    if (fd.fd < 0) return fd.fd;
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
    using file = guard.freeFput(
      current,
      raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, event.pointer),
    );
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    guard.retainAndNullPtr(event);
    const refused =
      raw.mayFail(current, "EINVAL", "perf_event_validate_size") ||
      raw.mayFail(current, "EBUSY", "exclusive_event_installable");
    if (refused < 0) return refused;
    raw.fdInstall(current, fd.fd, guard.noFreePtr(file));
    return guard.takeFd(fd);
  });
}

export default scenarioOf("guard", perfEventOpen);
