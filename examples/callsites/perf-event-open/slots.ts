/**
 * perf_event_open with slots: reserved first, as in plain C, and staged before the checks under the locks. Of the three
 * labels one is left, for the event that has no file yet.
 *
 * The steps of `perf_event_open` (kernel/events/core.c, Linux 4.10) with fd_prepare and fd_stage of the series of
 * September 2026.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function perfEventOpen(current: Task, operations: number, count: number): number {
  return syscall(current, () => {
    const { memory } = current.kernel;
    const slot = slots.fdPrepare(current, OpenFlags.O_CLOEXEC);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    let error =
      raw.mayFail(current, "EBADF", "perf_fget_light") ||
      raw.mayFail(current, "EINTR", "cred_guard_mutex") ||
      raw.mayFail(current, "ENOMEM", "perf_event_alloc");
    if (error < 0) return error;
    memory.add(count, 1);
    errAlloc: {
      error = raw.mayFail(current, "EINVAL", "find_get_context");
      if (error < 0) break errAlloc;
      const file = raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, count);
      if (raw.isErr(file)) {
        error = raw.ptrErr(file);
        break errAlloc;
      }
      const fd = slots.fdStage(current, slot, file); // whose release frees the event
      const refused =
        raw.mayFail(current, "EINVAL", "perf_event_validate_size") ||
        raw.mayFail(current, "EBUSY", "exclusive_event_installable");
      return refused < 0 ? refused : fd;
    }
    memory.add(count, -1); // free_event
    return error;
  });
}

export default scenarioOf("slots", perfEventOpen, { scheme: "slots" });
