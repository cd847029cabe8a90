/**
 * perf_event_open with slots: reserved first, as in plain C, and staged before the checks under the locks. What is left
 * to clean up is the event that has no file yet.
 *
 * The steps of `perf_event_open` (kernel/events/core.c, Linux 4.10) with fd_prepare and fd_stage of the series of
 * September 2026.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function perfEventOpen(current: Task, operations: number, count: number): number {
  return syscall(current, () => {
    const { memory } = current.kernel;
    const slot = slots.fdPrepare(current, OpenFlags.O_CLOEXEC);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
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
    const file = raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, event.pointer);
    if (raw.isErr(file)) return raw.ptrErr(file);
    guard.retainAndNullPtr(event); // the file's release frees it
    const fd = slots.fdStage(current, slot, file);
    const refused =
      raw.mayFail(current, "EINVAL", "perf_event_validate_size") ||
      raw.mayFail(current, "EBUSY", "exclusive_event_installable");
    return refused < 0 ? refused : fd;
  });
}

export default scenarioOf("slots", perfEventOpen, { scheme: "slots" });
