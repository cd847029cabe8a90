/**
 * perf_event_open with the token: the number first, as in the kernel, and the event a separate disposable until the
 * file has it.
 *
 * Mirrors `perf_event_open` (kernel/events/core.c, Linux 4.10).
 */
import {
  FileDescriptorReservation,
  FileRef,
  OpenFlags,
  syscall,
  type Task,
  type TaskRef,
} from "fd-reservation";
import { scenarioOf } from "./scenario.js";

/** A perf_event, counted in one word so that the scenario can see whether it was freed exactly once. */
class PerfEvent implements Disposable {
  readonly #current: TaskRef;
  readonly #count: number;
  #moved = false;

  constructor(current: TaskRef, count: number) {
    current.mayFail("ENOMEM", "perf_event_alloc");
    current.kernel.memory.add(count, 1);
    this.#current = current;
    this.#count = count;
  }

  /** The file takes it over. */
  intoPrivateData(): void {
    this.#moved = true;
  }

  [Symbol.dispose](): void {
    if (!this.#moved) this.#current.kernel.memory.add(this.#count, -1);
  }
}

export function perfEventOpen(current: Task, operations: number, count: number): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
    using fd: FileDescriptorReservation = current.reservation;
    current.mayFail("EBADF", "perf_fget_light");
    current.mayFail("EINTR", "cred_guard_mutex");
    using event = new PerfEvent(current, count);
    current.mayFail("EINVAL", "find_get_context");
    using file = FileRef.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, count);
    event.intoPrivateData();
    current.mayFail("EINVAL", "perf_event_validate_size");
    current.mayFail("EBUSY", "exclusive_event_installable");
    const number = fd.reservedFd();
    fd.commit(file);
    return number;
  });
}

export default scenarioOf("token", perfEventOpen);
