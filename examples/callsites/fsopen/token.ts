/**
 * fsopen: a file-system context behind a descriptor. The context belongs to the syscall until the file exists, and to
 * the file from then on: its release puts it.
 *
 * Mirrors `fsopen` and `fscontext_create_fd` (fs/fsopen.c, Linux 6.x).
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

/** An fs_context, counted in one word so that the scenario can see whether it was put exactly once. */
class FsContext implements Disposable {
  readonly #current: TaskRef;
  readonly #count: number;
  #moved = false;

  constructor(current: TaskRef, count: number) {
    current.mayFail("ENOMEM", "fs_context_for_mount");
    current.kernel.memory.add(count, 1);
    this.#current = current;
    this.#count = count;
  }

  /** The file takes it over. */
  intoPrivateData(): number {
    this.#moved = true;
    return this.#count;
  }

  [Symbol.dispose](): void {
    if (!this.#moved) this.#current.kernel.memory.add(this.#count, -1);
  }
}

export function fsopen(current: Task, operations: number, count: number): number {
  return syscall(current, () => {
    current.mayFail("EPERM", "ns_capable");
    current.mayFail("ENODEV", "get_fs_type");
    using context = new FsContext(current, count);
    FileDescriptorReservation.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
    using fd: FileDescriptorReservation = current.reservation;
    using file = FileRef.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, count);
    context.intoPrivateData();
    const number = fd.reservedFd();
    fd.commit(file);
    return number;
  });
}

export default scenarioOf("token", fsopen);
