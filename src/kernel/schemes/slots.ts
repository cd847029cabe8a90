/**
 * Files kept per task until one commit on return from the syscall, while the table knows of reservations alone: Al Viro's
 * second proposal, of 16 September 2024 (20240916041821.GN2825852), on which the series of 15 September 2026 is built
 * (20260915-work-fd-reserve-unify-folded-v1-0-4d5217d6b246).
 *
 * A task has pairs of a descriptor and a file, two inline and a page for the rest. Preparing reserves as ever and enters a
 * pair; staging stores the file in the pair and nothing in the table; the commit installs or puts, pair by pair, with the
 * ordinary calls. Those keep their meaning: what `get_unused_fd_flags` reserves is in no pair, and `fd_install` publishes it.
 */
import { KernelBug } from "../bug.js";
import { allocFd } from "../descriptor.js";
import { testCloseOnExec } from "../fdtable.js";
import { fput } from "../file.js";
import { viewTable, type Slot } from "../invariants.js";
import type { Kernel } from "../kernel.js";
import { FilesStruct } from "../layout.js";
import { HEADER } from "../memory.js";
import { describeObject, type MemoryName } from "../names.js";
import { choiceOf } from "../option-error.js";
import { filesOf, type Phase } from "../scheme.js";
import { PerTaskScheme, PerTaskWords, type PerTaskOptions } from "./per-task.js";
import { holdersOf } from "./sets.js";
import { tableScheme } from "./table.js";

/** What an entry holds: `struct fd_slot`. */
const Pair = { fd: 0, file: 1 } as const;

/** The descriptor of a pair that was taken back before the commit. */
const NO_FD = -1;

/**
 * What the proposal of slots leaves open, as options of a kernel with the scheme `slots`.
 *
 * @public
 */
export interface SlotsOptions extends PerTaskOptions {
  /**
   * Which results of a syscall are failures. `errno` (the default), -4095 to -1, is what IS_ERR_VALUE says of the return
   * register, and so what the exit code of an architecture can ask. `negative`: any number below 0, as a body sees it.
   */
  readonly failure?: "errno" | "negative";
  /**
   * A task that exits or dies with pairs. `put` (the default), as exit_fd_slots has it: the descriptors are free again and
   * the files dropped. `leave`: as in mainline, where after an oops nobody knows of them.
   */
  readonly exitReserving?: "put" | "leave";
}

/**
 * The scheme of Al Viro's second proposal.
 *
 * @throws {@link KernelOptionError} when an option is out of its range.
 */
export class SlotsScheme extends PerTaskScheme {
  readonly name = "slots";
  readonly #failure: NonNullable<SlotsOptions["failure"]>;
  readonly #exitReserving: NonNullable<SlotsOptions["exitReserving"]>;

  constructor(options: SlotsOptions = {}) {
    super(options, ["slot.fd", "slot.file"]);
    this.#failure = choiceOf("failure", options.failure, "errno", "negative");
    this.#exitReserving = choiceOf("exitReserving", options.exitReserving, "put", "leave");
  }

  override isFailure(result: number): boolean {
    return this.#failure === "negative" ? result < 0 : super.isFailure(result);
  }

  /** As in mainline: in no pair, and nobody knows whose it is. */
  reserve(kernel: Kernel, task: number, files: number, start: number, end: number, flags: number): number {
    return tableScheme.reserve(kernel, task, files, start, end, flags);
  }

  install(kernel: Kernel, task: number, files: number, fd: number, file: number): void {
    tableScheme.install(kernel, task, files, fd, file);
  }

  put(kernel: Kernel, task: number, files: number, fd: number): void {
    tableScheme.put(kernel, task, files, fd);
  }

  wholeCall(_kernel: Kernel, _task: number, body: () => number): number {
    return body(); // dup and its like prepare nothing
  }

  /** Reserves a descriptor and enters it as a pair without a file; the slot is the address of the pair. */
  prepare(kernel: Kernel, task: number, files: number, start: number, end: number, flags: number): number {
    const { memory } = kernel;
    const count = memory.load(task + PerTaskWords.reservationCount);
    const room = this.makeRoom(kernel, task, count, "fd_prepare");
    if (room < 0) return room;
    const fd = allocFd(kernel, files, start, end, flags);
    if (fd < 0) return fd;
    const slot = this.entryAddress(kernel, task, count);
    // INVARIANT established: each pair names a descriptor that is reserved in task->files, and no other pair does.
    memory.store(slot + Pair.fd, fd);
    memory.store(slot + Pair.file, 0);
    this.added(kernel, task, count);
    return slot;
  }

  /** Nobody looks whether the pair is of this task and this syscall, nor whether it has a file already. */
  stage(kernel: Kernel, _task: number, slot: number, file: number): void {
    kernel.memory.store(slot + Pair.file, file);
  }

  /** Nothing to do: a pair without a file is put by the commit, on success as well. */
  abandon(): void {}

  slotFd(kernel: Kernel, _task: number, slot: number): number {
    return kernel.memory.load(slot + Pair.fd);
  }

  slotFile(kernel: Kernel, _task: number, slot: number): number {
    return kernel.memory.load(slot + Pair.file);
  }

  slotName(slot: number): MemoryName {
    return { kind: "slot", address: slot };
  }

  discard(kernel: Kernel, task: number, fd: number): void {
    const slot = this.entryAddress(kernel, task, this.indexInScope(kernel, task, fd, "discard"));
    const file = this.slotFile(kernel, task, slot);
    // The pairs above keep their addresses, which their owners hold.
    kernel.memory.store(slot + Pair.fd, NO_FD);
    kernel.memory.store(slot + Pair.file, 0);
    this.put(kernel, task, filesOf(kernel, task), fd);
    if (file !== 0) fput(kernel, file);
  }

  /** `__fd_slots_commit`: from the last pair to the first; a pair without a file is put on success as well. */
  protected end(kernel: Kernel, task: number, files: number, mark: number, count: number, ok: boolean): void {
    for (let index = count - 1; index >= mark; index--) {
      const slot = this.entryAddress(kernel, task, index);
      const fd = this.slotFd(kernel, task, slot);
      if (fd === NO_FD) continue;
      const file = this.slotFile(kernel, task, slot);
      // What fd_stage took without a look is touched here. No memory lies at the first addresses.
      if (file !== 0 && file < HEADER) {
        const pointer = file < 0 ? `ERR_PTR(${file})` : `the pointer ${file}`;
        throw new KernelBug("BUG", "fd_slots_commit", `fd ${fd}: ${pointer} is dereferenced`);
      }
      if (ok && file !== 0) this.install(kernel, task, files, fd, file);
      else {
        this.put(kernel, task, files, fd);
        if (file !== 0) fput(kernel, file);
      }
    }
  }

  /**
   * Undoes the staged pairs that are marked close-on-exec: committed after a successful exec, they would be open in the new
   * program.
   */
  exec(kernel: Kernel, task: number): void {
    const { memory } = kernel;
    const files = filesOf(kernel, task);
    for (let index = memory.load(task + PerTaskWords.reservationCount) - 1; index >= 0; index--) {
      const slot = this.entryAddress(kernel, task, index);
      const fd = this.slotFd(kernel, task, slot);
      if (fd === NO_FD || this.slotFile(kernel, task, slot) === 0) continue;
      if (testCloseOnExec(kernel, memory.load(files + FilesStruct.fdt), fd)) this.discard(kernel, task, fd);
    }
  }

  /** `exit_fd_slots`: the whole set, all scopes. */
  exit(kernel: Kernel, task: number): void {
    const count = kernel.memory.load(task + PerTaskWords.reservationCount);
    const files = filesOf(kernel, task);
    if (count > 0 && files !== 0 && this.#exitReserving === "put") {
      this.end(kernel, task, files, 0, count, false);
    }
    this.forget(kernel, task);
  }

  /** Each pair names a reserved descriptor, which no other pair names. Reservations in no pair are nobody's business here. */
  override checkInvariants(kernel: Kernel, phase: Phase): KernelBug[] {
    // Pairs change just before or after their descriptors, so that they are compared outside of kernel functions only.
    if (phase === "in-call") return [];
    const bugs: KernelBug[] = [...super.checkInvariants(kernel, phase)];
    for (const [files, counts] of holdersOf(kernel)) {
      if (files === 0) continue; // it has no table any more, and no descriptors
      const slots = new Map<number, Slot>(viewTable(kernel, files).slots.map((slot) => [slot.fd, slot]));
      for (const [fd, count] of counts) {
        const state = count > 1 ? "named by two pairs" : (slots.get(fd)?.state ?? "free");
        if (state === "reserved") continue;
        const what = `fd ${fd} is in a slot of a task and is ${state}`;
        bugs.push(
          new KernelBug("corruption", describeObject(kernel, files), what, { descriptor: fd, files }),
        );
      }
    }
    return bugs;
  }
}
