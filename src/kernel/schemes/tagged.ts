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
import { errnoNumbers } from "../errno.js";
import { setCloseOnExec, setOpenFd, testCloseOnExec } from "../fdtable.js";
import { fput } from "../file.js";
import type { Kernel } from "../kernel.js";
import { Fdtable, FilesStruct, kinds, PF_KTHREAD, TaskStruct } from "../layout.js";
import { choiceOf, integerOf } from "../option-error.js";
import { filesOf, schemeWord, type Phase, type ReservationScheme } from "../scheme.js";
import { checkSets } from "./sets.js";

const { EMFILE, ENOMEM } = errnoNumbers;

/** How many reservations fit into task_struct itself, as in the proposal. */
const INLINE_RESERVATIONS = 2;

/** Where each word of the scheme lies in a task. */
export const TaggedWords = {
  /** How many reservations are in the set. */
  reservationCount: schemeWord(0, 0),
  /** The first two of the set, inline. */
  reserved: schemeWord(0, 1),
  /** The page with the rest of the set; NULL until the third reservation. */
  spillPage: schemeWord(0, 3),
  /** Where the current scope begins in the set: what lies below belongs to outer scopes. */
  scopeMark: schemeWord(0, 4),
  /** `task_works`: the list of callbacks to run on return to user space. */
  taskWorks: schemeWord(0, 5),
  /** TIF_NOTIFY_RESUME: the return path must look at task_works. */
  notifyResume: schemeWord(0, 6),
  /** The callback_head of the queued commit: its link. */
  commitWork: schemeWord(0, 7),
  /** The syscall's result, where the queued commit finds it. */
  returnValue: schemeWord(0, 8),
  /** `pi_lock`, which task_work_run takes so that nobody cancels what it runs. */
  piLock: schemeWord(0, 9),
} as const;

/** What {@link TaggedScheme.enterSyscall} returns when the syscall needs no separate scope. */
const NO_SCOPE = -1;

/**
 * What Al Viro's proposal leaves open, as options of a kernel with the scheme `tagged`.
 *
 * @public
 */
export interface TaggedOptions {
  /**
   * Where the commit is called. `glue` (the default, as the proposal would have it): directly on return from
   * every syscall, which costs every syscall a load and a test, and as much on entry, because syscalls nest here.
   * `task-work`: from a callback that the first reservation queues, which costs the syscalls that reserve four atomics,
   * a lock and the loop of the return path; the proposal calls it "bloody awful". `explicit`: by the code that reserves, as kernel
   * threads must; no return path looks, so a syscall that forgets leaves its reservations behind.
   */
  readonly commitVia?: "glue" | "task-work" | "explicit";
  /**
   * Which reservations a commit covers. `nested` (the default): those of its scope, because task work,
   * completions of io_uring and Binder reserve on the way out of a syscall, on their own account. `flat`: the whole
   * set, as in the proposal; a syscall within a syscall then publishes, or undoes, what the outer one is not done with.
   */
  readonly scopes?: "nested" | "flat";
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
  /**
   * unshare, exec and close_range(UNSHARE) by a task whose set is not empty. `refuse` (the default): the
   * call fails with EINVAL, which keeps mainline's rule and makes it an error instead of a corruption. `transfer`:
   * the task's own reservations move to the private copy and leave the old table.
   */
  readonly unshareReserving?: "refuse" | "transfer";
  /**
   * An SCM_RIGHTS message that does not fit. `prefix` (the default) is what Linux does: install what fits,
   * set MSG_CTRUNC, drop the rest. `all-or-nothing` takes the prefix back.
   */
  readonly scmRights?: "prefix" | "all-or-nothing";
  /**
   * How many reservations a spill page holds, besides the two in task_struct. 1024 by default: a page of
   * 4 KiB. At least 1.
   */
  readonly spillSlots?: number;
}

/**
 * The scheme of Al Viro's first proposal.
 *
 * @throws {@link KernelOptionError} when an option is out of its range.
 */
export class TaggedScheme implements ReservationScheme {
  readonly name = "tagged";
  readonly taskWords = [
    "reservation_count",
    "reserved",
    "reserved[1]",
    "spill_page",
    "scope_mark",
    "task_works",
    "notify_resume",
    "commit_work",
    "return_value",
    "pi_lock",
  ];
  readonly usesFastPath = false;
  readonly commits = true;
  readonly transfers: boolean;
  readonly #commitVia: NonNullable<TaggedOptions["commitVia"]>;
  readonly #scopes: NonNullable<TaggedOptions["scopes"]>;
  readonly #commitStore: NonNullable<TaggedOptions["commitStore"]>;
  readonly #neverInstalled: NonNullable<TaggedOptions["neverInstalled"]>;
  readonly #scmRights: NonNullable<TaggedOptions["scmRights"]>;
  readonly #spillSlots: number;

  constructor(options: TaggedOptions = {}) {
    this.#commitVia = choiceOf("commitVia", options.commitVia, "glue", "task-work", "explicit");
    this.#scopes = choiceOf("scopes", options.scopes, "nested", "flat");
    this.#commitStore = choiceOf("commitStore", options.commitStore, "protocol", "plain");
    this.#neverInstalled = choiceOf("neverInstalled", options.neverInstalled, "bug", "roll-back");
    this.transfers =
      choiceOf("unshareReserving", options.unshareReserving, "refuse", "transfer") === "transfer";
    this.#scmRights = choiceOf("scmRights", options.scmRights, "prefix", "all-or-nothing");
    this.#spillSlots = integerOf("spillSlots", options.spillSlots ?? 1024, 1, 1024);
  }

  /** Reserves a descriptor and enters it into the task's set. */
  reserve(kernel: Kernel, task: number, files: number, start: number, end: number, flags: number): number {
    const { memory } = kernel;
    const count = memory.load(task + TaggedWords.reservationCount);
    // The page comes first: allocating it may sleep, which under file_lock is not allowed.
    const room = this.#makeRoom(kernel, task, count);
    if (room < 0) return room;
    const fd = allocFd(kernel, files, start, end, flags);
    if (fd < 0) return fd;
    // INVARIANT established: the set names exactly the slots of task->files that this task has reserved.
    memory.store(entryAddress(kernel, task, count), fd);
    memory.store(task + TaggedWords.reservationCount, count + 1);
    if (this.#commitVia === "task-work" && count === memory.loadOwn(task + TaggedWords.scopeMark)) {
      taskWorkAdd(kernel, task);
    }
    return fd;
  }

  /**
   * Makes room in the set for one more, before the descriptor is claimed: the third one needs a page.
   *
   * @returns 0, or -ENOMEM (this reservation alone fails), or -EMFILE when the page is full.
   */
  #makeRoom(kernel: Kernel, task: number, count: number): number {
    const { memory } = kernel;
    if (count < INLINE_RESERVATIONS) return 0;
    if (count >= INLINE_RESERVATIONS + this.#spillSlots) return -EMFILE;
    if (memory.load(task + TaggedWords.spillPage) !== 0) return 0;
    if (memory.fails("ENOMEM", "reservation page")) return -ENOMEM;
    memory.store(task + TaggedWords.spillPage, memory.allocate(this.#spillSlots, kinds.spill));
    return 0;
  }

  /** Makes a reserved slot uncommitted: the commit publishes it. Nobody but the task that reserved it may. */
  install(kernel: Kernel, task: number, files: number, fd: number, file: number): void {
    // In the proposal the caller is trusted.
    indexInSet(kernel, task, fd, "fd_install", (address) => kernel.memory.loadOwn(address));
    fillSlot(kernel, files, fd, file | 1);
  }

  put(kernel: Kernel, task: number, files: number, fd: number): void {
    removeFromSet(kernel, task, fd, "put_unused_fd");
    freeFd(kernel, files, fd);
  }

  discard(kernel: Kernel, task: number, fd: number): void {
    const { memory } = kernel;
    removeFromSet(kernel, task, fd, "discard");
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

  /**
   * The reservations of a syscall are one scope. One that begins with an empty set, as every syscall from
   * user space does, needs no mark and pays for none.
   */
  enterSyscall(kernel: Kernel, task: number): number {
    if (this.#commitVia === "explicit" || this.#scopes === "flat") return NO_SCOPE;
    // INVARIANT relied upon: the mark never lies above the end of the set, so that of an empty one is 0.
    if (kernel.memory.loadOwn(task + TaggedWords.reservationCount) === 0) return NO_SCOPE;
    return this.beginScope(kernel, task);
  }

  /**
   * By {@link TaggedOptions.commitVia} the commit is called directly in the syscall glue, or from a callback that the
   * first reservation queued with task_work_add, or not here at all.
   */
  returnFromSyscall(kernel: Kernel, task: number, result: number, entered: number): void {
    if (this.#commitVia === "explicit") return;
    const { memory } = kernel;
    if (this.#commitVia === "glue") this.commit(kernel, task, result >= 0);
    else if (memory.load(task + TaggedWords.notifyResume) !== 0) {
      memory.exchange(task + TaggedWords.notifyResume, 0);
      memory.store(task + TaggedWords.returnValue, result); // regs->ax: the callback has no other way to know
      this.#taskWorkRun(kernel, task);
      // What is left belongs to the syscall around this one, and its commit is still to come.
      if (memory.loadOwn(task + TaggedWords.reservationCount) !== 0) taskWorkAdd(kernel, task);
    }
    if (entered !== NO_SCOPE) this.endScope(kernel, task, entered);
  }

  /** Takes the list of callbacks and runs them until it is empty, as `task_work_run` (Linux 6.x). */
  #taskWorkRun(kernel: Kernel, task: number): void {
    const { memory } = kernel;
    const list = task + TaggedWords.taskWorks;
    for (;;) {
      const work = memory.load(list);
      if (work === 0) return;
      if (memory.compareExchange(list, work, 0) !== work) continue;
      // A canceller of callbacks holds the lock: from here on there is none.
      memory.lock(task + TaggedWords.piLock);
      memory.unlock(task + TaggedWords.piLock);
      this.commit(kernel, task, memory.load(task + TaggedWords.returnValue) >= 0);
    }
  }

  /** The call's own return commits, or, where no return does, the call itself. */
  wholeCall(kernel: Kernel, task: number, body: () => number): number {
    if (this.#commitVia !== "explicit") {
      const entered = this.enterSyscall(kernel, task);
      const result = body();
      this.returnFromSyscall(kernel, task, result, entered);
      return result;
    }
    const outer = this.beginScope(kernel, task);
    const result = body();
    this.commit(kernel, task, result >= 0);
    this.endScope(kernel, task, outer);
    return result;
  }

  beginScope(kernel: Kernel, task: number): number {
    const { memory } = kernel;
    // INVARIANT established: in a flat set the mark stays 0, so every commit is of the whole set.
    if (this.#scopes === "flat") return 0;
    const outer = memory.loadOwn(task + TaggedWords.scopeMark);
    memory.store(task + TaggedWords.scopeMark, memory.loadOwn(task + TaggedWords.reservationCount));
    return outer;
  }

  endScope(kernel: Kernel, task: number, outer: number): void {
    const { memory } = kernel;
    if (this.#scopes === "flat") return;
    const left =
      memory.loadOwn(task + TaggedWords.reservationCount) - memory.loadOwn(task + TaggedWords.scopeMark);
    if (left !== 0)
      throw new KernelBug("BUG", "endScope", `${left} reservations were neither committed nor undone`);
    memory.store(task + TaggedWords.scopeMark, outer);
  }

  /**
   * The `commit` of the proposal. Where it is silent, {@link TaggedOptions} decides: the store against a concurrent
   * resize, and a reservation that was never installed. The failure path holds file_lock, as put_unused_fd does, and
   * keeps next_fd and full_fds_bits.
   */
  commit(kernel: Kernel, task: number, ok: boolean): void {
    const { memory } = kernel;
    const count = memory.load(task + TaggedWords.reservationCount);
    if (count === 0) return; // what every syscall pays that opens nothing
    const mark = memory.loadOwn(task + TaggedWords.scopeMark);
    if (count === mark) return;
    const files = filesOf(kernel, task);
    if (!ok) rollBack(kernel, task, files, mark, count);
    else if (this.#commitStore === "plain") this.#publish(kernel, task, files, mark, count, false);
    else this.#publishUnderResize(kernel, task, files, mark, count);
    memory.store(task + TaggedWords.reservationCount, mark);
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
      const fd = memory.load(entryAddress(kernel, task, index));
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

  refusesUnshare(kernel: Kernel, task: number): boolean {
    return !this.transfers && kernel.memory.load(task + TaggedWords.reservationCount) !== 0;
  }

  /** Possible because the set is known per task; in the old table the descriptors become free. */
  transfer(kernel: Kernel, task: number, oldFiles: number, newFiles: number): void {
    const { memory } = kernel;
    const count = memory.load(task + TaggedWords.reservationCount);
    memory.lock(oldFiles + FilesStruct.fileLock);
    const oldFdt = memory.load(oldFiles + FilesStruct.fdt);
    const newFdt = memory.load(newFiles + FilesStruct.fdt);
    for (let index = 0; index < count; index++) {
      const fd = memory.load(entryAddress(kernel, task, index));
      const oldSlot = memory.load(oldFdt + Fdtable.fd) + fd;
      // Out of the old table before it is in the new one: at no moment does one reference stand in both.
      const value = memory.load(oldSlot);
      if (value !== 0) memory.store(oldSlot, 0);
      // The copy left it out, as it leaves out every reservation; nobody else can have taken it: the copy is private.
      setOpenFd(kernel, newFdt, fd);
      setCloseOnExec(kernel, newFdt, fd, testCloseOnExec(kernel, oldFdt, fd));
      if (value !== 0) memory.store(memory.load(newFdt + Fdtable.fd) + fd, value);
      releaseFd(kernel, oldFiles, oldFdt, fd);
    }
    memory.unlock(oldFiles + FilesStruct.fileLock);
  }

  /**
   * Undoes the uncommitted entries that are marked close-on-exec: committed after a successful exec, they would be open
   * in the new program.
   */
  exec(kernel: Kernel, task: number): void {
    const { memory } = kernel;
    const files = filesOf(kernel, task);
    for (let index = memory.load(task + TaggedWords.reservationCount) - 1; index >= 0; index--) {
      const fd = memory.load(entryAddress(kernel, task, index));
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
    const { memory } = kernel;
    const count = memory.load(task + TaggedWords.reservationCount);
    const files = filesOf(kernel, task);
    if (count > 0 && files !== 0) rollBack(kernel, task, files, 0, count);
    memory.store(task + TaggedWords.reservationCount, 0);
    memory.store(task + TaggedWords.scopeMark, 0);
    const page = memory.load(task + TaggedWords.spillPage);
    if (page === 0) return;
    memory.store(task + TaggedWords.spillPage, 0);
    memory.free(page); // kept until now: a task that has spilled once will again
  }

  /** Nobody has seen the prefix: uncommitted entries can be taken back. */
  truncated(kernel: Kernel, task: number, received: readonly number[]): number {
    if (this.#scmRights === "prefix") return received.length;
    for (const fd of received.toReversed()) this.discard(kernel, task, fd);
    return 0;
  }

  reservationsOf(kernel: Kernel, task: number, read: Read): number[] {
    const length = read(task + TaggedWords.reservationCount);
    return Array.from({ length }, (_, index) => read(entryAddress(kernel, task, index, read)));
  }

  /** The sets change just before or after their slots, so that they are compared outside of kernel functions only. */
  checkInvariants(kernel: Kernel, phase: Phase): KernelBug[] {
    return phase === "in-call" ? [] : checkSets(kernel);
  }
}

/** How a word is read: as the design does, unless a check of the model or somebody who only looks reads it. */
type Read = (address: number) => number;

function readOf({ memory }: Kernel): Read {
  return (address) => memory.load(address);
}

/** The address of entry `index` of a task's set. */
function entryAddress(kernel: Kernel, task: number, index: number, read = readOf(kernel)): number {
  if (index < INLINE_RESERVATIONS) return task + TaggedWords.reserved + index;
  return read(task + TaggedWords.spillPage) + index - INLINE_RESERVATIONS;
}

/** The index of a descriptor in the task's set. */
function indexInSet(kernel: Kernel, task: number, fd: number, where: string, read = readOf(kernel)): number {
  for (let index = read(task + TaggedWords.reservationCount) - 1; index >= 0; index--) {
    if (read(entryAddress(kernel, task, index, read)) === fd) return index;
  }
  throw new KernelBug(
    "BUG",
    where,
    `fd ${fd} is not in the set of the task: another task reserved it, or nobody`,
  );
}

/** Takes a descriptor out of the task's set, wherever in the current scope it stands. */
function removeFromSet(kernel: Kernel, task: number, fd: number, where: string): void {
  const { memory } = kernel;
  let index = indexInSet(kernel, task, fd, where);
  if (index < memory.loadOwn(task + TaggedWords.scopeMark)) {
    throw new KernelBug("BUG", where, `fd ${fd} belongs to a scope outside the current one`);
  }
  const count = memory.load(task + TaggedWords.reservationCount);
  for (; index + 1 < count; index++) {
    memory.store(entryAddress(kernel, task, index), memory.load(entryAddress(kernel, task, index + 1)));
  }
  memory.store(task + TaggedWords.reservationCount, count - 1);
}

/** Undoes entries `mark` to `count` of the set: one lock hold for all, the files dropped after it. */
function rollBack(kernel: Kernel, task: number, files: number, mark: number, count: number): void {
  const { memory } = kernel;
  const dropped: number[] = [];
  memory.lock(files + FilesStruct.fileLock);
  const fdt = memory.load(files + FilesStruct.fdt);
  const fds = memory.load(fdt + Fdtable.fd);
  for (let index = count - 1; index >= mark; index--) {
    const fd = memory.load(entryAddress(kernel, task, index));
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

/**
 * Queues the commit to run on return, as `task_work_add(current, ..., TWA_RESUME)` does. Kernel threads never return
 * to user space: they commit explicitly.
 */
function taskWorkAdd(kernel: Kernel, task: number): void {
  const { memory } = kernel;
  if ((memory.load(task + TaskStruct.flags) & PF_KTHREAD) !== 0) return;
  const node = task + TaggedWords.commitWork;
  // The list is pushed onto by anybody, hence the atomic. The flag makes the return path look at it: a bit among those of
  // the thread, set by a test-and-set and cleared by another atomic.
  let head: number;
  do {
    head = memory.load(task + TaggedWords.taskWorks);
    memory.store(node, head);
  } while (memory.compareExchange(task + TaggedWords.taskWorks, head, node) !== head);
  memory.exchange(task + TaggedWords.notifyResume, 1);
}
