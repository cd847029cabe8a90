/**
 * Reservations kept per task, with one commit on return from the syscall: the second half of Al Viro's mail of
 * 15 September 2024 ("rust: file: add FileDescriptorReservation", Re: PATCH v10 6/8).
 *
 * A slot has one state more than in mainline: *uncommitted*, a set bit over an odd value (`address | 1`), which
 * every reader takes for 0, that is for reserved. The task knows its own reservations: a count, two inline, and a
 * page for the rest.
 */
import { KernelBug } from "./bug.js";
import { errnoNumbers } from "./errno.js";
import { setCloseOnExec, setOpenFd, testCloseOnExec } from "./fdtable.js";
import { fput } from "./file.js";
import { allocFd, releaseFd } from "./files.js";
import type { Kernel } from "./kernel.js";
import { Fdtable, FilesStruct, kinds, OwnerRecord, PF_KTHREAD, TaskStruct } from "./layout.js";
import { ownersOf } from "./owners.js";

const { EMFILE, ENOMEM } = errnoNumbers;

/** How many reservations fit into task_struct itself, as in the mail. */
export const INLINE_RESERVATIONS = 2;

/** The address of entry `index` of a task's set. */
function entryAddress(kernel: Kernel, task: number, index: number): number {
  if (index < INLINE_RESERVATIONS) return task + TaskStruct.reserved + index;
  return kernel.memory.load(task + TaskStruct.spillPage) + index - INLINE_RESERVATIONS;
}

/**
 * Makes room in the set for one more, before the descriptor is claimed: the third one needs a page.
 *
 * @returns 0, or -ENOMEM (this reservation alone fails), or -EMFILE when the page is full.
 */
function makeRoom(kernel: Kernel, task: number, count: number): number {
  const { memory } = kernel;
  if (count < INLINE_RESERVATIONS) return 0;
  if (count >= INLINE_RESERVATIONS + kernel.spillSlots) return -EMFILE;
  if (memory.load(task + TaskStruct.spillPage) !== 0) return 0;
  if (memory.fails("ENOMEM", "reservation page")) return -ENOMEM;
  memory.store(task + TaskStruct.spillPage, memory.allocate(kernel.spillSlots, kinds.spill));
  return 0;
}

/** Reserves a descriptor and enters it into the task's set. */
export function reserveInSet(
  kernel: Kernel,
  task: number,
  files: number,
  start: number,
  end: number,
  flags: number,
): number {
  const { memory } = kernel;
  const count = memory.load(task + TaskStruct.reservationCount);
  // The page comes first: allocating it may sleep, which under file_lock is not allowed.
  const room = makeRoom(kernel, task, count);
  if (room < 0) return room;
  const fd = allocFd(kernel, files, start, end, flags);
  if (fd < 0) return fd;
  // INVARIANT established: the set names exactly the slots of task->files that this task has reserved.
  memory.store(entryAddress(kernel, task, count), fd);
  memory.store(task + TaskStruct.reservationCount, count + 1);
  if (kernel.commitVia === "task-work" && count === memory.load(task + TaskStruct.scopeMark)) {
    taskWorkAdd(kernel, task);
  }
  return fd;
}

/** The index of a descriptor in the task's set. */
function indexInSet(kernel: Kernel, task: number, fd: number, where: string): number {
  const { memory } = kernel;
  for (let index = memory.load(task + TaskStruct.reservationCount) - 1; index >= 0; index--) {
    if (memory.load(entryAddress(kernel, task, index)) === fd) return index;
  }
  throw new KernelBug(
    "BUG",
    where,
    `fd ${fd} is not in the set of the task: another task reserved it, or nobody`,
  );
}

/** The descriptors in a task's set, oldest first, read as kernel code reads; empty with reservations in the table. */
export function reservationsOf(kernel: Kernel, task: number): number[] {
  const { memory } = kernel;
  if (kernel.reservations === "table") return [];
  const length = memory.load(task + TaskStruct.reservationCount);
  return Array.from({ length }, (_, index) => memory.load(entryAddress(kernel, task, index)));
}

/** Requires that a task reserved a descriptor itself: nobody else may install or put it. */
export function assertInSet(kernel: Kernel, task: number, fd: number, where: string): void {
  indexInSet(kernel, task, fd, where);
}

/** Takes a descriptor out of the task's set, wherever in the current scope it stands. */
export function removeFromSet(kernel: Kernel, task: number, fd: number, where: string): void {
  const { memory } = kernel;
  let index = indexInSet(kernel, task, fd, where);
  if (index < memory.load(task + TaskStruct.scopeMark)) {
    throw new KernelBug("BUG", where, `fd ${fd} belongs to a scope outside the current one`);
  }
  const count = memory.load(task + TaskStruct.reservationCount);
  for (; index + 1 < count; index++) {
    memory.store(entryAddress(kernel, task, index), memory.load(entryAddress(kernel, task, index + 1)));
  }
  memory.store(task + TaskStruct.reservationCount, count - 1);
}

/**
 * Opens a scope: what is reserved from here on is committed or undone by its own {@link commit}, and nothing
 * outside it is. One flat set would mix a syscall with the work that runs on its way out (task work, completions of
 * io_uring), which reserves on its own account.
 *
 * Not in the mail, which has one set for the task: with {@link KernelOptions.scopes} `flat` nothing happens.
 *
 * @param kernel - A kernel with per-task reservations.
 * @param task - The task that runs.
 * @returns What {@link endScope} takes back.
 *
 * @public
 */
export function beginScope(kernel: Kernel, task: number): number {
  const { memory } = kernel;
  // INVARIANT established: in a flat set the mark stays 0, so every commit is of the whole set.
  if (kernel.scopes === "flat") return 0;
  const outer = memory.load(task + TaskStruct.scopeMark);
  memory.store(task + TaskStruct.scopeMark, memory.load(task + TaskStruct.reservationCount));
  return outer;
}

/**
 * Closes the scope that {@link beginScope} opened, after its commit.
 *
 * @param kernel - A kernel with per-task reservations.
 * @param task - The task that runs.
 * @param outer - What beginScope returned.
 * @throws {@link KernelBug} `BUG` when the scope still has reservations.
 *
 * @public
 */
export function endScope(kernel: Kernel, task: number, outer: number): void {
  const { memory } = kernel;
  if (kernel.scopes === "flat") return;
  const left = memory.load(task + TaskStruct.reservationCount) - memory.load(task + TaskStruct.scopeMark);
  if (left !== 0)
    throw new KernelBug("BUG", "endScope", `${left} reservations were neither committed nor undone`);
  memory.store(task + TaskStruct.scopeMark, outer);
}

/**
 * Ends every reservation of the current scope at once: on success each uncommitted file loses its tag and so
 * becomes open; on failure each is taken out and dropped, and its descriptor is free again, as another thread saw
 * it before.
 *
 * The `commit` of the mail. Where the mail is silent, {@link KernelOptions} decides: the store against a concurrent
 * resize, and a reservation that was never installed. The failure path holds file_lock, as put_unused_fd does, and
 * keeps next_fd and full_fds_bits.
 *
 * @param kernel - A kernel with per-task reservations.
 * @param task - The task that runs.
 * @param ok - Whether the syscall succeeded.
 * @throws {@link KernelBug} `BUG` on success with a reservation that was never installed, unless the kernel rolls
 * those back.
 *
 * @public
 */
export function commit(kernel: Kernel, task: number, ok: boolean): void {
  const { memory } = kernel;
  const count = memory.load(task + TaskStruct.reservationCount);
  if (count === 0) return; // what every syscall pays that opens nothing
  const mark = memory.load(task + TaskStruct.scopeMark);
  if (count === mark) return;
  const files = memory.load(task + TaskStruct.files);
  if (!ok) rollBack(kernel, task, files, mark, count);
  else if (kernel.commitStore === "plain") publish(kernel, task, files, mark, count, false);
  else publishUnderResize(kernel, task, files, mark, count);
  memory.store(task + TaskStruct.reservationCount, mark);
}

/** The stores of a successful commit, by the protocol of fd_install: a resize must not copy in between. */
function publishUnderResize(kernel: Kernel, task: number, files: number, mark: number, count: number): void {
  const { memory } = kernel;
  memory.rcuReadLock();
  if (memory.load(files + FilesStruct.resizeInProgress) !== 0) {
    memory.rcuReadUnlock();
    memory.lock(files + FilesStruct.fileLock);
    publish(kernel, task, files, mark, count, true);
    memory.unlock(files + FilesStruct.fileLock);
    return;
  }
  publish(kernel, task, files, mark, count, false);
  memory.rcuReadUnlock();
}

function publish(
  kernel: Kernel,
  task: number,
  files: number,
  mark: number,
  count: number,
  locked: boolean,
): void {
  const { memory } = kernel;
  const fds = memory.load(memory.load(files + FilesStruct.fdt) + Fdtable.fd);
  for (let index = mark; index < count; index++) {
    const fd = memory.load(entryAddress(kernel, task, index));
    const value = memory.load(fds + fd);
    if ((value & 1) !== 0) memory.store(fds + fd, value & ~1);
    else if (kernel.neverInstalled === "bug") {
      throw new KernelBug(
        "BUG",
        "commit",
        `fd ${fd} was reserved, and the syscall succeeded without installing`,
      );
    } else {
      if (!locked) memory.lock(files + FilesStruct.fileLock);
      releaseFd(kernel, files, memory.load(files + FilesStruct.fdt), fd);
      if (!locked) memory.unlock(files + FilesStruct.fileLock);
    }
  }
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
 * Takes one reservation back alone, installed or not, while the rest of the scope goes on: a savepoint. Success and
 * failure of the whole call are too coarse for SCM_RIGHTS, which keeps the prefix that it could deliver.
 *
 * Not in the mail.
 *
 * @param kernel - A kernel with per-task reservations.
 * @param task - The task that reserved it.
 * @param fd - The descriptor, in the current scope.
 * @throws {@link KernelBug} `BUG` when the task did not reserve it in this scope.
 *
 * @public
 */
export function discard(kernel: Kernel, task: number, fd: number): void {
  const { memory } = kernel;
  removeFromSet(kernel, task, fd, "discard");
  const files = memory.load(task + TaskStruct.files);
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
 * Undoes the whole set, all scopes: the task dies. Mainline cannot do this, because its table does not say whose a
 * reservation is; there the bit stays set for the sharers for ever.
 */
export function rollBackAtExit(kernel: Kernel, task: number): void {
  const { memory } = kernel;
  const count = memory.load(task + TaskStruct.reservationCount);
  const files = memory.load(task + TaskStruct.files);
  if (count > 0 && files !== 0) rollBack(kernel, task, files, 0, count);
  memory.store(task + TaskStruct.reservationCount, 0);
  memory.store(task + TaskStruct.scopeMark, 0);
  const page = memory.load(task + TaskStruct.spillPage);
  if (page === 0) return;
  memory.store(task + TaskStruct.spillPage, 0);
  memory.free(page); // kept until now: a task that has spilled once will again
}

/**
 * Moves a task's own reservations from the table that it leaves to its private copy. Possible because the set is
 * known per task; in the old table their descriptors become free.
 */
export function transferSet(kernel: Kernel, task: number, oldFiles: number, newFiles: number): void {
  const { memory } = kernel;
  const count = memory.load(task + TaskStruct.reservationCount);
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
  for (const record of ownersOf(kernel, task)) {
    if (memory.load(record + OwnerRecord.files) === oldFiles)
      memory.store(record + OwnerRecord.files, newFiles);
  }
}

/**
 * Undoes the uncommitted entries of a task that are marked close-on-exec: committed after a successful exec, they
 * would be open in the new program.
 */
export function discardCloseOnExec(kernel: Kernel, task: number): void {
  const { memory } = kernel;
  const files = memory.load(task + TaskStruct.files);
  for (let index = memory.load(task + TaskStruct.reservationCount) - 1; index >= 0; index--) {
    const fd = memory.load(entryAddress(kernel, task, index));
    const fdt = memory.load(files + FilesStruct.fdt);
    const value = memory.load(memory.load(fdt + Fdtable.fd) + fd);
    if ((value & 1) !== 0 && testCloseOnExec(kernel, fdt, fd)) discard(kernel, task, fd);
  }
}

/** Whether unsharing is refused now: the set is not empty, and the kernel does not transfer. */
export function refusesUnshare(kernel: Kernel, task: number): boolean {
  if (kernel.reservations === "table" || kernel.unshareReserving === "transfer") return false;
  return kernel.memory.load(task + TaskStruct.reservationCount) !== 0;
}

/**
 * Queues the commit to run on return, as `task_work_add(current, ..., TWA_RESUME)` does. Kernel threads never return
 * to user space: they commit explicitly.
 */
function taskWorkAdd(kernel: Kernel, task: number): void {
  const { memory } = kernel;
  if ((memory.load(task + TaskStruct.flags) & PF_KTHREAD) !== 0) return;
  const node = task + TaskStruct.commitWork;
  // The list is pushed onto by anybody, hence the atomic; the flag makes the return path look at it.
  let head: number;
  do {
    head = memory.load(task + TaskStruct.taskWorks);
    memory.store(node, head);
  } while (memory.compareExchange(task + TaskStruct.taskWorks, head, node) !== head);
  memory.store(task + TaskStruct.notifyResume, 1);
}

/** What {@link syscallEnter} returns when the syscall needs no scope of its own. */
const NO_SCOPE = -1;

/**
 * A syscall begins: its reservations are a scope of their own. One that begins with an empty set, as every syscall
 * from user space does, needs no mark and pays for none.
 *
 * @param kernel - The kernel; with reservations in the table nothing happens.
 * @param task - The calling task.
 * @returns What {@link syscallReturn} takes back.
 *
 * @public
 */
export function syscallEnter(kernel: Kernel, task: number): number {
  if (kernel.reservations !== "per-task" || kernel.commitVia === "explicit") return NO_SCOPE;
  if (kernel.scopes === "flat") return NO_SCOPE;
  // INVARIANT relied upon: the mark never lies above the end of the set, so that of an empty one is 0.
  if (kernel.memory.load(task + TaskStruct.reservationCount) === 0) return NO_SCOPE;
  return beginScope(kernel, task);
}

/**
 * A syscall returns to user space: its reservations are committed. A negative result is a failure, anything else a
 * success.
 *
 * By {@link KernelOptions.commitVia} the commit is called directly in the syscall glue, or from a callback that the
 * first reservation queued with task_work_add, or not here at all.
 *
 * @param kernel - The kernel; with reservations in the table nothing happens.
 * @param task - The calling task.
 * @param result - What the syscall returns.
 * @param outer - What {@link syscallEnter} returned.
 *
 * @public
 */
export function syscallReturn(kernel: Kernel, task: number, result: number, outer: number): void {
  if (kernel.reservations !== "per-task" || kernel.commitVia === "explicit") return;
  const { memory } = kernel;
  if (kernel.commitVia === "glue") commit(kernel, task, result >= 0);
  else if (memory.load(task + TaskStruct.notifyResume) !== 0) {
    memory.store(task + TaskStruct.notifyResume, 0);
    memory.store(task + TaskStruct.returnValue, result); // regs->ax: the callback has no other way to know
    const work = memory.exchange(task + TaskStruct.taskWorks, 0);
    if (work !== 0) commit(kernel, task, memory.load(task + TaskStruct.returnValue) >= 0);
    // What is left belongs to the syscall around this one, and its commit is still to come.
    if (memory.load(task + TaskStruct.reservationCount) !== 0) taskWorkAdd(kernel, task);
  }
  if (outer !== NO_SCOPE) endScope(kernel, task, outer);
}
