/**
 * perf_event_open reserves first and installs last. Between them it finds the task, allocates the event, finds its
 * context, makes the file and checks under the locks. Before the file exists a failure frees the event; afterwards the
 * file's release does.
 *
 * Mirrors `perf_event_open` (kernel/events/core.c, Linux 4.10).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function perfEventOpen(current: Task, operations: number, count: number): number {
  return syscall(current, () => {
    const { memory } = current.kernel;
    const fd = raw.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
    if (fd < 0) return fd;
    let error: number;
    errFd: {
      error =
        raw.mayFail(current, "EBADF", "perf_fget_light") || raw.mayFail(current, "EINTR", "cred_guard_mutex");
      if (error < 0) break errFd;
      error = raw.mayFail(current, "ENOMEM", "perf_event_alloc");
      if (error < 0) break errFd;
      memory.add(count, 1);
      errAlloc: {
        error = raw.mayFail(current, "EINVAL", "find_get_context");
        if (error < 0) break errAlloc;
        const file = raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, count);
        if (raw.isErr(file)) {
          error = raw.ptrErr(file);
          break errAlloc;
        }
        error =
          raw.mayFail(current, "EINVAL", "perf_event_validate_size") ||
          raw.mayFail(current, "EBUSY", "exclusive_event_installable");
        if (error < 0) {
          raw.fput(current, file); // frees the event
          break errFd;
        }
        raw.fdInstall(current, fd, file);
        return fd;
      }
      memory.add(count, -1); // free_event
    }
    raw.putUnusedFd(current, fd);
    return error;
  });
}

export default scenarioOf("raw", perfEventOpen);
