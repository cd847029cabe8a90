/**
 * Reservations kept per task and files tagged until one commit on return from the syscall, as Al Viro's proposal of
 * 15 September 2024 has it ("rust: file: add FileDescriptorReservation", Re: PATCH v10 6/8, the second half).
 *
 * A slot has one state more than in mainline: *uncommitted*, a set bit over an odd value (`address | 1`), which
 * every reader takes for 0, that is for reserved. The task knows its own reservations: a count, two inline, and a
 * page for the rest.
 */
import { KernelBug } from "../bug.js";
import { allocFd, fillSlot, freeFd, releaseFd } from "../descriptor.js";
import { testCloseOnExec } from "../fdtable.js";
import { fput } from "../file.js";
import type { Kernel } from "../kernel.js";
import { Fdtable, FilesStruct } from "../layout.js";
import { choiceOf } from "../option-error.js";
import { filesOf, type Phase } from "../scheme.js";
import { PerTaskScheme, PerTaskWords, type PerTaskOptions } from "./per-task.js";
import { checkSets } from "./sets.js";

/**
 * What Al Viro's proposal leaves open, as options of a kernel with the scheme `tagged`.
 *
 * @public
 */
export interface TaggedOptions extends PerTaskOptions {
  /**
   * The publishing store against a concurrent resize. `protocol` (the default): the check of
   * resize_in_progress in an RCU section, as fd_install does. `plain`: a bare store, as the proposal's pseudo-code
   * reads; a resize that has copied the slot already loses it.
   */
  readonly commitStore?: "protocol" | "plain";
  /**
   * A reservation that was never installed when the syscall succeeds. `bug` (the default) is the proposal's
   * BUG: a forgotten put becomes a crash. `roll-back` gives the descriptor back.
   */
  readonly neverInstalled?: "bug" | "roll-back";
}

/**
 * The scheme of Al Viro's first proposal.
 *
 * @throws {@link KernelOptionError} when an option is out of its range.
 */
export class TaggedScheme extends PerTaskScheme {
  readonly name = "tagged";
  readonly #commitStore: NonNullable<TaggedOptions["commitStore"]>;
  readonly #neverInstalled: NonNullable<TaggedOptions["neverInstalled"]>;

  constructor(options: TaggedOptions = {}) {
    super(options, ["reserved"]);
    this.#commitStore = choiceOf("commitStore", options.commitStore, "protocol", "plain");
    this.#neverInstalled = choiceOf("neverInstalled", options.neverInstalled, "bug", "roll-back");
  }

  /** Reserves a descriptor and enters it into the task's set. */
  reserve(kernel: Kernel, task: number, files: number, start: number, end: number, flags: number): number {
    const { memory } = kernel;
    const count = memory.load(task + PerTaskWords.reservationCount);
    const room = this.makeRoom(kernel, task, count, "get_unused_fd_flags");
    if (room < 0) return room;
    const fd = allocFd(kernel, files, start, end, flags);
    if (fd < 0) return fd;
    // INVARIANT established: the set names exactly the slots of task->files that this task has reserved.
    memory.store(this.entryAddress(kernel, task, count), fd);
    this.added(kernel, task, count);
    return fd;
  }

  /** Makes a reserved slot uncommitted: the commit publishes it. Nobody but the task that reserved it may. */
  install(kernel: Kernel, task: number, files: number, fd: number, file: number): void {
    // In the proposal the caller is trusted.
    this.indexInSet(kernel, task, fd, "fd_install", (address) => kernel.memory.loadOwn(address));
    fillSlot(kernel, files, fd, file | 1);
  }

  put(kernel: Kernel, task: number, files: number, fd: number): void {
    this.#removeFromSet(kernel, task, fd, "put_unused_fd");
    freeFd(kernel, files, fd);
  }

  /** Every reservation is ended by the commit; the slot is the descriptor. */
  prepare(kernel: Kernel, task: number, files: number, start: number, end: number, flags: number): number {
    return this.reserve(kernel, task, files, start, end, flags);
  }

  stage(kernel: Kernel, task: number, slot: number, file: number): void {
    this.install(kernel, task, filesOf(kernel, task), slot, file);
  }

  abandon(kernel: Kernel, task: number, slot: number): void {
    this.put(kernel, task, filesOf(kernel, task), slot);
  }

  slotFd(_kernel: Kernel, _task: number, slot: number): number {
    return slot;
  }

  slotFile(kernel: Kernel, task: number, slot: number): number {
    const { memory } = kernel;
    const fdt = memory.load(filesOf(kernel, task) + FilesStruct.fdt);
    return memory.load(memory.load(fdt + Fdtable.fd) + slot) & ~1;
  }

  slotName(slot: number): number {
    return slot;
  }

  discard(kernel: Kernel, task: number, fd: number): void {
    const { memory } = kernel;
    this.#removeFromSet(kernel, task, fd, "discard");
    const files = filesOf(kernel, task);
    memory.lock(files + FilesStruct.fileLock);
    const fdt = memory.load(files + FilesStruct.fdt);
    const slot = memory.load(fdt + Fdtable.fd) + fd;
    const value = memory.load(slot);
    if (value !== 0) memory.store(slot, 0);
    releaseFd(kernel, files, fdt, fd);
    memory.unlock(files + FilesStruct.fileLock);
    if (value !== 0) fput(kernel, value & ~1);
  }

  /** Takes a descriptor out of the task's set, wherever in the current scope it stands. */
  #removeFromSet(kernel: Kernel, task: number, fd: number, where: string): void {
    const { memory } = kernel;
    let index = this.indexInScope(kernel, task, fd, where);
    const count = memory.load(task + PerTaskWords.reservationCount);
    for (; index + 1 < count; index++) {
      const next = memory.load(this.entryAddress(kernel, task, index + 1));
      memory.store(this.entryAddress(kernel, task, index), next);
    }
    memory.store(task + PerTaskWords.reservationCount, count - 1);
  }

  /** The call's own return commits, or, where no return does, the call itself. */
  wholeCall(kernel: Kernel, task: number, body: () => number): number {
    return this.committed(kernel, task, body);
  }

  /**
   * The `commit` of the proposal. Where it is silent, {@link TaggedOptions} decides: the store against a concurrent
   * resize, and a reservation that was never installed. The failure path holds file_lock, as put_unused_fd does, and
   * keeps next_fd and full_fds_bits.
   */
  protected end(kernel: Kernel, task: number, files: number, mark: number, count: number, ok: boolean): void {
    if (!ok) this.#rollBack(kernel, task, files, mark, count);
    else if (this.#commitStore === "plain") this.#publish(kernel, task, files, mark, count, false);
    else this.#publishUnderResize(kernel, task, files, mark, count);
  }

  /** The stores of a successful commit, by the protocol of fd_install: a resize must not copy in between. */
  #publishUnderResize(kernel: Kernel, task: number, files: number, mark: number, count: number): void {
    const { memory } = kernel;
    memory.rcuReadLock();
    if (memory.load(files + FilesStruct.resizeInProgress) !== 0) {
      memory.rcuReadUnlock();
      memory.lock(files + FilesStruct.fileLock);
      this.#publish(kernel, task, files, mark, count, true);
      memory.unlock(files + FilesStruct.fileLock);
      return;
    }
    this.#publish(kernel, task, files, mark, count, false);
    memory.rcuReadUnlock();
  }

  #publish(kernel: Kernel, task: number, files: number, mark: number, count: number, locked: boolean): void {
    const { memory } = kernel;
    const fds = memory.load(memory.load(files + FilesStruct.fdt) + Fdtable.fd);
    for (let index = mark; index < count; index++) {
      const fd = memory.load(this.entryAddress(kernel, task, index));
      const value = memory.load(fds + fd);
      if ((value & 1) !== 0) memory.store(fds + fd, value & ~1);
      else if (this.#neverInstalled === "bug") {
        throw new KernelBug(
          "BUG",
          "commit",
          `fd ${fd} was reserved, and the syscall succeeded without installing`,
        );
      } else if (locked) releaseFd(kernel, files, memory.load(files + FilesStruct.fdt), fd);
      else freeFd(kernel, files, fd);
    }
  }

  /**
   * Undoes the uncommitted entries that are marked close-on-exec: committed after a successful exec, they would be open
   * in the new program.
   */
  exec(kernel: Kernel, task: number): void {
    const { memory } = kernel;
    const files = filesOf(kernel, task);
    for (let index = memory.load(task + PerTaskWords.reservationCount) - 1; index >= 0; index--) {
      const fd = memory.load(this.entryAddress(kernel, task, index));
      const fdt = memory.load(files + FilesStruct.fdt);
      const value = memory.load(memory.load(fdt + Fdtable.fd) + fd);
      if ((value & 1) !== 0 && testCloseOnExec(kernel, fdt, fd)) this.discard(kernel, task, fd);
    }
  }

  /**
   * Undoes the whole set, all scopes. Mainline cannot do this, because its table does not say whose a reservation is;
   * there the bit stays set for the sharers for ever.
   */
  exit(kernel: Kernel, task: number): void {
    const count = kernel.memory.load(task + PerTaskWords.reservationCount);
    const files = filesOf(kernel, task);
    if (count > 0 && files !== 0) this.#rollBack(kernel, task, files, 0, count);
    this.forget(kernel, task);
  }

  /** The sets change just before or after their slots, so that they are compared outside of kernel functions only. */
  override checkInvariants(kernel: Kernel, phase: Phase): KernelBug[] {
    return phase === "in-call" ? [] : [...checkSets(kernel), ...super.checkInvariants(kernel, phase)];
  }

  /** Undoes entries `mark` to `count` of the set: one lock hold for all, the files dropped after it. */
  #rollBack(kernel: Kernel, task: number, files: number, mark: number, count: number): void {
    const { memory } = kernel;
    const dropped: number[] = [];
    memory.lock(files + FilesStruct.fileLock);
    const fdt = memory.load(files + FilesStruct.fdt);
    const fds = memory.load(fdt + Fdtable.fd);
    for (let index = count - 1; index >= mark; index--) {
      const fd = memory.load(this.entryAddress(kernel, task, index));
      const value = memory.load(fds + fd);
      if (value !== 0) {
        memory.store(fds + fd, 0);
        dropped.push(value & ~1);
      }
      releaseFd(kernel, files, fdt, fd);
    }
    memory.unlock(files + FilesStruct.fileLock);
    for (const file of dropped) fput(kernel, file);
  }
}
