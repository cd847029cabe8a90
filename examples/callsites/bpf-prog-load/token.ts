/**
 * BPF_PROG_LOAD with the token: the program is a separate disposable until the file owns it.
 *
 * Mirrors `bpf_prog_load` (kernel/bpf/syscall.c, Linux 6.12).
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

/** A bpf_prog, counted in one word so that the scenario can see whether it was put exactly once. */
class BpfProg implements Disposable {
  readonly #current: TaskRef;
  readonly #refcnt: number;
  #moved = false;

  constructor(current: TaskRef, refcnt: number) {
    current.mayFail("ENOMEM", "bpf_prog_alloc");
    current.mayFail("EACCES", "bpf_check");
    current.kernel.memory.add(refcnt, 1);
    this.#current = current;
    this.#refcnt = refcnt;
  }

  /** The file takes it over. */
  intoPrivateData(): void {
    this.#moved = true;
  }

  [Symbol.dispose](): void {
    if (!this.#moved) this.#current.kernel.memory.add(this.#refcnt, -1);
  }
}

export function load(current: Task, operations: number, refcnt: number): number {
  return syscall(current, () => {
    using prog = new BpfProg(current, refcnt);
    current.mayFail("ENOSPC", "bpf_prog_alloc_id");
    current.mayFail("EPERM", "security_bpf_prog");
    FileDescriptorReservation.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
    using fd: FileDescriptorReservation = current.reservation;
    using file = FileRef.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, refcnt);
    prog.intoPrivateData();
    const number = fd.reservedFd();
    fd.commit(file);
    return number;
  });
}

export default scenarioOf("token", load);
