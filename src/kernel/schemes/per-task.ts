/** What the schemes share that keep reservations in the task and end them together: the set, its scopes, and where commit is called. */
import { KernelBug } from "../bug.js";
import { releaseFd } from "../descriptor.js";
import { errnoNumbers, isErrorValue } from "../errno.js";
import { setCloseOnExec, setOpenFd, testCloseOnExec } from "../fdtable.js";
import type { Kernel } from "../kernel.js";
import { Fdtable, FilesStruct, kinds, PF_KTHREAD, TaskStruct } from "../layout.js";
import type { CallArgument } from "../memory.js";
import { describeObject } from "../names.js";
import { choiceOf, integerOf } from "../option-error.js";
import { filesOf, schemeWord, type Phase, type ReservationScheme } from "../scheme.js";

const { EMFILE, ENOMEM } = errnoNumbers;

/** How many reservations fit into task_struct itself, as in both proposals. */
const INLINE_RESERVATIONS = 2;

/** Where each word of a per-task scheme lies in a task. */
export const PerTaskWords = {
  /** How many reservations are in the set. */
  reservationCount: schemeWord(0, 0),
  /** Where the current scope begins in the set: what lies below belongs to outer scopes. */
  scopeMark: schemeWord(0, 1),
  /** `task_works`: the list of callbacks to run on return to user space. */
  taskWorks: schemeWord(0, 2),
  /** TIF_NOTIFY_RESUME: the return path must look at task_works. */
  notifyResume: schemeWord(0, 3),
  /** The callback_head of the queued commit: its link. */
  commitWork: schemeWord(0, 4),
  /** The syscall's result, where the queued commit finds it. */
  returnValue: schemeWord(0, 5),
  /** `pi_lock`, which task_work_run takes so that nobody cancels what it runs. */
  piLock: schemeWord(0, 6),
  /** The page with the rest of the set; NULL until the third reservation. */
  spillPage: schemeWord(0, 7),
  /** The first two of the set, inline. */
  reserved: schemeWord(0, 8),
} as const;

/** The names of those words, before the inline entries. */
const COMMON_WORDS = [
  "reservation_count",
  "scope_mark",
  "task_works",
  "notify_resume",
  "commit_work",
  "return_value",
  "pi_lock",
  "spill_page",
];

/** What {@link PerTaskScheme.enterSyscall} returns when the syscall needs no separate scope. */
const NO_SCOPE = -1;

/**
 * What both proposals of per-task reservations leave open, as options of a kernel with the scheme `tagged` or `slots`.
 *
 * @public
 */
export interface PerTaskOptions {
  /**
   * Where the commit is called. `glue` (the default, as both proposals would have it): directly on return from
   * every syscall, which costs every syscall a load and a test, and as much on entry, because syscalls nest here.
   * `task-work`: from a callback that the first reservation queues, which costs the syscalls that reserve four atomics,
   * a lock and the loop of the return path; the first proposal calls it "bloody awful". `explicit`: by the code that
   * reserves, as kernel threads must; no return path looks, so a syscall that forgets leaves its reservations behind.
   */
  readonly commitVia?: "glue" | "task-work" | "explicit";
  /**
   * Which reservations a commit covers. `nested` (the default): those of its scope, because task work,
   * completions of io_uring and Binder reserve on the way out of a syscall, on their own account. `flat`: the whole
   * set, as in the proposals; a syscall within a syscall then publishes, or undoes, what the outer one is not done with.
   */
  readonly scopes?: "nested" | "flat";
  /**
   * unshare, exec and close_range(UNSHARE) by a task whose set is not empty. `refuse` (the default): the
   * call fails with EINVAL, which keeps mainline's rule and makes it an error instead of a corruption. `transfer`:
   * the task's own reservations move to the private copy and leave the old table. `leave`: they stay in the old table,
   * as mainline's do, and the commit is then made in the copy, in which they are free.
   */
  readonly unshareReserving?: "refuse" | "transfer" | "leave";
  /**
   * An SCM_RIGHTS message that does not fit. `prefix` (the default) is what Linux does: install what fits,
   * set MSG_CTRUNC, drop the rest. `all-or-nothing` takes the prefix back.
   */
  readonly scmRights?: "prefix" | "all-or-nothing";
  /**
   * How many reservations a spill page holds, besides the two in task_struct. 1024 by default: the numbers in a page of
   * 4 KiB, which would hold 256 pairs. At least 1. One more than fits fails with EMFILE.
   */
  readonly spillSlots?: number;
}

/** How a word is read: as the design does, unless a check of the model or somebody who only looks reads it. */
export type Read = (address: number) => number;

/** Reads as the design does. */
export function readOf({ memory }: Kernel): Read {
  return (address) => memory.load(address);
}

/**
 * A scheme in which each task has the set of its reservations, and one commit ends those of a scope. What an entry of the
 * set holds, besides the descriptor in its first word, and what a commit does with it, the heirs say.
 */
export abstract class PerTaskScheme implements ReservationScheme {
  abstract readonly name: string;
  readonly taskWords: readonly string[];
  readonly usesFastPath = false;
  readonly commits = true;
  readonly commitsByTaskWork: boolean;
  readonly transfers: boolean;
  readonly #refuses: boolean;
  readonly #commitVia: NonNullable<PerTaskOptions["commitVia"]>;
  readonly #scopes: NonNullable<PerTaskOptions["scopes"]>;
  readonly #scmRights: NonNullable<PerTaskOptions["scmRights"]>;
  readonly #spillSlots: number;
  readonly #entrySize: number;

  /**
   * @param options - Those that both proposals leave open.
   * @param entryWords - What the words of an entry are called, the descriptor's first.
   */
  constructor(options: PerTaskOptions, entryWords: readonly string[]) {
    this.#commitVia = choiceOf("commitVia", options.commitVia, "glue", "task-work", "explicit");
    this.commitsByTaskWork = this.#commitVia === "task-work";
    this.#scopes = choiceOf("scopes", options.scopes, "nested", "flat");
    const unsharing = choiceOf("unshareReserving", options.unshareReserving, "refuse", "transfer", "leave");
    this.transfers = unsharing === "transfer";
    this.#refuses = unsharing === "refuse";
    this.#scmRights = choiceOf("scmRights", options.scmRights, "prefix", "all-or-nothing");
    this.#spillSlots = integerOf("spillSlots", options.spillSlots ?? 1024, 1, 1024);
    this.#entrySize = entryWords.length;
    this.taskWords = [...COMMON_WORDS, ...entryWords, ...entryWords.map((word) => `${word}[1]`)];
  }

  /** Ends the entries from `mark` to `count`, that is, all of the current scope. */
  protected abstract end(
    kernel: Kernel,
    task: number,
    files: number,
    mark: number,
    count: number,
    ok: boolean,
  ): void;

  abstract reserve(
    kernel: Kernel,
    task: number,
    files: number,
    start: number,
    end: number,
    flags: number,
  ): number;
  abstract install(kernel: Kernel, task: number, files: number, fd: number, file: number): void;
  abstract put(kernel: Kernel, task: number, files: number, fd: number): void;
  abstract prepare(
    kernel: Kernel,
    task: number,
    files: number,
    start: number,
    end: number,
    flags: number,
  ): number;
  abstract stage(kernel: Kernel, task: number, slot: number, file: number): void;
  abstract abandon(kernel: Kernel, task: number, slot: number): void;
  abstract slotFd(kernel: Kernel, task: number, slot: number): number;
  abstract slotFile(kernel: Kernel, task: number, slot: number): number;
  abstract slotName(slot: number): CallArgument;
  abstract discard(kernel: Kernel, task: number, fd: number): void;
  abstract wholeCall(kernel: Kernel, task: number, body: () => number): number;
  abstract exec(kernel: Kernel, task: number): void;
  abstract exit(kernel: Kernel, task: number): void;

  isFailure(result: number): boolean {
    return isErrorValue(result);
  }

  /**
   * Makes room in the set for one more, before the descriptor is claimed: the third one needs a page, and allocating it may
   * sleep, which under file_lock is not allowed.
   *
   * @returns 0, or -ENOMEM (this reservation alone fails), or -EMFILE when the page is full.
   * @throws {@link KernelBug} `BUG` for the set of a task other than the one that runs.
   */
  protected makeRoom(kernel: Kernel, task: number, count: number, where: string): number {
    const { memory } = kernel;
    // Linux enters into the set of `current`: what another task entered, no return of a syscall would end.
    if (kernel.current !== 0 && kernel.current !== task)
      throw new KernelBug("BUG", where, "the set is of a task that does not run");
    if (count < INLINE_RESERVATIONS) return 0;
    if (count >= INLINE_RESERVATIONS + this.#spillSlots) return -EMFILE;
    if (memory.load(task + PerTaskWords.spillPage) !== 0) return 0;
    if (memory.fails("ENOMEM", "reservation page")) return -ENOMEM;
    const words = this.#spillSlots * this.#entrySize;
    memory.store(task + PerTaskWords.spillPage, memory.allocate(words, kinds.spill));
    return 0;
  }

  /** Counts entry `index` as the newest of the set, once it is written; the first of a scope queues the commit. */
  protected added(kernel: Kernel, task: number, index: number): void {
    const { memory } = kernel;
    memory.store(task + PerTaskWords.reservationCount, index + 1);
    if (this.#commitVia !== "task-work" || index !== memory.loadOwn(task + PerTaskWords.scopeMark)) return;
    // It may be in the list from a reservation that was given back, or for the syscall around this one.
    if (!this.isCommitQueued(kernel, task)) taskWorkAdd(kernel, task);
  }

  /** The address of entry `index` of a task's set: its first word is the descriptor. */
  protected entryAddress(kernel: Kernel, task: number, index: number, read = readOf(kernel)): number {
    if (index < INLINE_RESERVATIONS) return task + PerTaskWords.reserved + index * this.#entrySize;
    return read(task + PerTaskWords.spillPage) + (index - INLINE_RESERVATIONS) * this.#entrySize;
  }

  /** The index of a descriptor in the task's set. */
  protected indexInSet(
    kernel: Kernel,
    task: number,
    fd: number,
    where: string,
    read = readOf(kernel),
  ): number {
    for (let index = read(task + PerTaskWords.reservationCount) - 1; index >= 0; index--) {
      if (read(this.entryAddress(kernel, task, index, read)) === fd) return index;
    }
    throw new KernelBug(
      "BUG",
      where,
      `fd ${fd} is not in the set of the task: another task reserved it, or nobody`,
    );
  }

  /** The index of a descriptor that the current scope may take out of the task's set. */
  protected indexInScope(kernel: Kernel, task: number, fd: number, where: string): number {
    const index = this.indexInSet(kernel, task, fd, where);
    if (index >= kernel.memory.loadOwn(task + PerTaskWords.scopeMark)) return index;
    throw new KernelBug("BUG", where, `fd ${fd} belongs to a scope outside the current one`);
  }

  /**
   * The reservations of a syscall are one scope. One that begins with an empty set, as every syscall from
   * user space does, needs no mark and pays for none.
   */
  enterSyscall(kernel: Kernel, task: number): number {
    if (this.#commitVia === "explicit" || this.#scopes === "flat") return NO_SCOPE;
    // INVARIANT relied upon: the mark never lies above the end of the set, so that of an empty one is 0.
    if (kernel.memory.loadOwn(task + PerTaskWords.reservationCount) === 0) return NO_SCOPE;
    return this.beginScope(kernel, task);
  }

  /**
   * By {@link PerTaskOptions.commitVia} the commit is called directly in the syscall glue, or from a callback that the
   * first reservation queued with task_work_add, or not here at all.
   */
  returnFromSyscall(kernel: Kernel, task: number, result: number, entered: number): void {
    if (this.#commitVia === "explicit") return;
    const { memory } = kernel;
    if (this.#commitVia === "glue") this.commit(kernel, task, !this.isFailure(result));
    // Linux looks at these flags on every return, with or without this work.
    else if (memory.loadOwn(task + PerTaskWords.notifyResume) !== 0) {
      memory.exchange(task + PerTaskWords.notifyResume, 0);
      // regs->ax, which Linux writes in any case: the callback has no other way to know.
      memory.storeOwn(task + PerTaskWords.returnValue, result);
      this.#taskWorkRun(kernel, task);
      // What is left belongs to the syscall around this one, and its commit is still to come.
      if (memory.loadOwn(task + PerTaskWords.reservationCount) !== 0) taskWorkAdd(kernel, task);
    }
    if (entered !== NO_SCOPE) this.endScope(kernel, task, entered);
  }

  isCommitQueued(kernel: Kernel, task: number): boolean {
    return this.commitsByTaskWork && kernel.memory.loadOwn(task + PerTaskWords.taskWorks) !== 0;
  }

  /** Takes the list of callbacks and runs them until it is empty, as `task_work_run` (Linux 6.x). */
  #taskWorkRun(kernel: Kernel, task: number): void {
    const { memory } = kernel;
    const list = task + PerTaskWords.taskWorks;
    for (;;) {
      const work = memory.load(list);
      if (work === 0) return;
      if (memory.compareExchange(list, work, 0) !== work) continue;
      // A canceller of callbacks holds the lock: from here on there is none.
      memory.lock(task + PerTaskWords.piLock);
      memory.unlock(task + PerTaskWords.piLock);
      this.commit(kernel, task, !this.isFailure(memory.load(task + PerTaskWords.returnValue)));
    }
  }

  /** Runs a body whose reservations are committed when it returns, wherever the commit is called. */
  protected committed(kernel: Kernel, task: number, body: () => number): number {
    if (this.#commitVia !== "explicit") {
      const entered = this.enterSyscall(kernel, task);
      const result = body();
      this.returnFromSyscall(kernel, task, result, entered);
      return result;
    }
    const outer = this.beginScope(kernel, task);
    const result = body();
    this.commit(kernel, task, !this.isFailure(result));
    this.endScope(kernel, task, outer);
    return result;
  }

  beginScope(kernel: Kernel, task: number): number {
    const { memory } = kernel;
    // INVARIANT established: in a flat set the mark stays 0, so every commit is of the whole set.
    if (this.#scopes === "flat") return 0;
    const outer = memory.loadOwn(task + PerTaskWords.scopeMark);
    memory.storeOwn(task + PerTaskWords.scopeMark, memory.loadOwn(task + PerTaskWords.reservationCount));
    return outer;
  }

  endScope(kernel: Kernel, task: number, outer: number): void {
    const { memory } = kernel;
    if (this.#scopes === "flat") return;
    const left =
      memory.loadOwn(task + PerTaskWords.reservationCount) - memory.loadOwn(task + PerTaskWords.scopeMark);
    if (left !== 0)
      throw new KernelBug("BUG", "endScope", `${left} reservations were neither committed nor undone`);
    memory.storeOwn(task + PerTaskWords.scopeMark, outer);
  }

  commit(kernel: Kernel, task: number, ok: boolean): void {
    const { memory } = kernel;
    const count = memory.load(task + PerTaskWords.reservationCount);
    if (count === 0) return; // what every syscall pays that opens nothing
    const mark = memory.loadOwn(task + PerTaskWords.scopeMark);
    if (count === mark) return;
    this.end(kernel, task, filesOf(kernel, task), mark, count, ok);
    memory.store(task + PerTaskWords.reservationCount, mark);
  }

  refusesUnshare(kernel: Kernel, task: number): boolean {
    return this.#refuses && kernel.memory.load(task + PerTaskWords.reservationCount) !== 0;
  }

  /** Possible because the set is known per task; in the old table the descriptors become free. */
  transfer(kernel: Kernel, task: number, oldFiles: number, newFiles: number): void {
    const { memory } = kernel;
    const count = memory.load(task + PerTaskWords.reservationCount);
    memory.lock(oldFiles + FilesStruct.fileLock);
    const oldFdt = memory.load(oldFiles + FilesStruct.fdt);
    const newFdt = memory.load(newFiles + FilesStruct.fdt);
    for (let index = 0; index < count; index++) {
      const fd = memory.load(this.entryAddress(kernel, task, index));
      if (fd < 0) continue; // an entry that was taken back
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

  /** Forgets the set of a task that exits, once its entries have ended. */
  protected forget(kernel: Kernel, task: number): void {
    const { memory } = kernel;
    memory.store(task + PerTaskWords.reservationCount, 0);
    memory.storeOwn(task + PerTaskWords.scopeMark, 0);
    const page = memory.load(task + PerTaskWords.spillPage);
    if (page === 0) return;
    memory.store(task + PerTaskWords.spillPage, 0);
    memory.free(page); // kept until now: a task that has spilled once will again
  }

  /** Nobody has seen the prefix: it can be taken back. */
  truncated(kernel: Kernel, task: number, received: readonly number[]): number {
    if (this.#scmRights === "prefix") return received.length;
    for (const fd of received.toReversed()) this.discard(kernel, task, fd);
    return 0;
  }

  /** At rest each page is that of a task: nobody else would free it. */
  checkInvariants(kernel: Kernel, phase: Phase): readonly KernelBug[] {
    if (phase !== "at-rest") return [];
    const { memory } = kernel;
    const pages = memory.liveOf(kinds.task).map((task) => memory.words[task + PerTaskWords.spillPage]);
    return memory
      .liveOf(kinds.spill)
      .filter((page) => !pages.includes(page))
      .map((page) => new KernelBug("leak", describeObject(kernel, page), "no task has it"));
  }

  reservationsOf(kernel: Kernel, task: number, read: Read): number[] {
    const length = read(task + PerTaskWords.reservationCount);
    return Array.from({ length }, (_, index) => read(this.entryAddress(kernel, task, index, read))).filter(
      (fd) => fd >= 0,
    );
  }
}

/**
 * Queues the commit to run on return, as `task_work_add(current, ..., TWA_RESUME)` does. Kernel threads never return
 * to user space: they commit explicitly.
 */
function taskWorkAdd(kernel: Kernel, task: number): void {
  const { memory } = kernel;
  if ((memory.load(task + TaskStruct.flags) & PF_KTHREAD) !== 0) return;
  const node = task + PerTaskWords.commitWork;
  // The list is pushed onto by anybody, hence the atomic. The flag makes the return path look at it: a bit among those of
  // the thread, set by a test-and-set and cleared by another atomic.
  let head: number;
  do {
    head = memory.load(task + PerTaskWords.taskWorks);
    memory.store(node, head);
  } while (memory.compareExchange(task + PerTaskWords.taskWorks, head, node) !== head);
  memory.exchange(task + PerTaskWords.notifyResume, 1);
}
