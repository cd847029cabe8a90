/** Tasks and the tables they share: clone, copy, unshare, exec, exit, limits. */
import { integer, toAddress, toInt, toUnsigned } from "./argument.js";
import { errnoNumbers } from "./errno.js";
import {
  allocFdtable,
  bitmapWords,
  clearOpenFd,
  copyBitmaps,
  freeFdtable,
  initFdtable,
  saneFdtableSize,
  testOpenFd,
  type FdRange,
} from "./fdtable.js";
import { fput, getFile } from "./file.js";
import {
  closeOnExecInRange,
  closeOpenInRange,
  closeRangeArguments,
  doCloseOnExec,
  installAtOrAbove,
} from "./files.js";
import { CLOSE_RANGE_CLOEXEC, CLOSE_RANGE_UNSHARE } from "./flags.js";
import type { Kernel } from "./kernel.js";
import {
  Fdtable,
  FilesStruct,
  kinds,
  PF_DEAD,
  PF_EXITING,
  PF_KTHREAD,
  SignalStruct,
  TaskStruct,
} from "./layout.js";
import { visibleFile } from "./lookup.js";
import { disown, ownedBy, OwnerState, transferOwned } from "./owners.js";
import { reservationsOf } from "./reservations.js";

const { EBADF, EINVAL, ENOMEM, EPERM } = errnoNumbers;

/** An empty table with one user, its first slots embedded, as `alloc_files`; 0 when memory is short. */
function allocFiles(kernel: Kernel): number {
  const { memory, nrOpenDefault } = kernel;
  if (memory.fails("ENOMEM", "alloc_files")) return 0;
  const words = FilesStruct.size + nrOpenDefault + bitmapWords(kernel, nrOpenDefault);
  const files = memory.allocate(words, kinds.files);
  const fdtab = files + FilesStruct.fdtab;
  const fd = files + FilesStruct.size;
  initFdtable(kernel, fdtab, nrOpenDefault, fd, fd + nrOpenDefault);
  memory.store(files + FilesStruct.fdt, fdtab);
  memory.store(files + FilesStruct.count, 1);
  return files;
}

/**
 * Copies a table: every open descriptor with a separate reference; **a reserved one becomes free in the copy**,
 * while the old table keeps its bit.
 *
 * Mirrors `dup_fd` (Linux 6.13).
 *
 * @param kernel - The kernel.
 * @param oldFiles - The table to copy.
 * @param hole - Descriptors that the caller is about to close: when nothing lies above them, the copy is not
 * sized for them.
 * @returns The copy, with one user; or -ENOMEM, or -EMFILE when nr_open was lowered.
 *
 * @public
 */
export function dupFd(kernel: Kernel, oldFiles: number, hole?: FdRange): number {
  oldFiles = toAddress(kernel, "dupFd", "oldFiles", oldFiles);
  hole &&= {
    first: toUnsigned("dupFd", "hole.first", hole.first),
    last: toUnsigned("dupFd", "hole.last", hole.last),
  };
  return copyTable(kernel, oldFiles, hole, -1);
}

/** What dup_fd does; the copy has room for `highest` whatever the hole. */
function copyTable(kernel: Kernel, oldFiles: number, hole: FdRange | undefined, highest: number): number {
  const { memory, nrOpenDefault } = kernel;
  const files = allocFiles(kernel);
  if (files === 0) return -ENOMEM;
  const lock = oldFiles + FilesStruct.fileLock;
  let fdt = files + FilesStruct.fdtab;
  memory.lock(lock);
  let old = memory.load(oldFiles + FilesStruct.fdt);
  let slots = saneFdtableSize(kernel, old, hole, highest);
  while (slots > Math.max(nrOpenDefault, memory.load(fdt + Fdtable.maxFds))) {
    memory.unlock(lock);
    freeFdtable(kernel, files, fdt);
    const grown = allocFdtable(kernel, slots);
    if (grown < 0) {
      memory.free(files);
      return grown;
    }
    fdt = grown;
    memory.lock(lock); // the old table may have grown meanwhile: look again
    old = memory.load(oldFiles + FilesStruct.fdt);
    slots = saneFdtableSize(kernel, old, hole, highest);
  }
  slots = Math.min(slots, memory.load(old + Fdtable.maxFds));
  copyBitmaps(kernel, old, fdt, slots);
  const from = memory.load(old + Fdtable.fd);
  const to = memory.load(fdt + Fdtable.fd);
  for (let fd = 0; fd < slots; fd++) {
    const file = visibleFile(memory.load(from + fd));
    if (file !== 0) {
      getFile(kernel, file);
      memory.store(to + fd, file);
    } else {
      // Reserved in the old table: the reserving task installs there and not here.
      clearOpenFd(kernel, fdt, fd);
    }
  }
  memory.unlock(lock);
  memory.store(files + FilesStruct.fdt, fdt);
  return files;
}

/** Drops a task's hold on a table; the last one closes everything, as `put_files_struct`. */
function putFilesStruct(kernel: Kernel, files: number): void {
  const { memory } = kernel;
  if (memory.add(files + FilesStruct.count, -1) !== 0) return;
  const fdt = memory.load(files + FilesStruct.fdt);
  const slots = memory.load(fdt + Fdtable.maxFds);
  const fds = memory.load(fdt + Fdtable.fd);
  for (let fd = 0; fd < slots; fd++) {
    // By the bitmap, as Linux does: what lies under a clear bit is not closed.
    if (!testOpenFd(kernel, fdt, fd)) continue;
    const file = visibleFile(memory.load(fds + fd));
    if (file === 0) continue;
    memory.store(fds + fd, 0);
    fput(kernel, file);
  }
  freeFdtable(kernel, files, fdt);
  memory.free(files);
}

/** Gives a task a table, or none. */
function setFiles(kernel: Kernel, task: number, files: number): void {
  kernel.memory.store(task + TaskStruct.files, files);
  kernel.hot.forget();
}

function allocTask(kernel: Kernel, files: number, signal: number, flags: number): number {
  const { memory } = kernel;
  // Zeroed, not copied from the parent word by word: a child begins with an empty set of reservations.
  const task = memory.allocate(TaskStruct.size, kinds.task);
  setFiles(kernel, task, files);
  memory.store(task + TaskStruct.signal, signal);
  memory.store(task + TaskStruct.flags, flags);
  return task;
}

function allocSignal(kernel: Kernel, rlimitNofile: number): number {
  const { memory } = kernel;
  const signal = memory.allocate(SignalStruct.size, kinds.signal);
  memory.store(signal + SignalStruct.count, 1);
  memory.store(signal + SignalStruct.rlimitNofile, rlimitNofile);
  return signal;
}

/**
 * The first task of a new process with an empty table, as `init` has at boot.
 *
 * @param kernel - The kernel.
 * @returns The task's address.
 *
 * @public
 */
export function initTask(kernel: Kernel): number {
  return allocTask(kernel, allocFiles(kernel), allocSignal(kernel, kernel.rlimitNofile), 0);
}

/**
 * A kernel thread, with an empty table or none. In Linux it shares the table of kthreadd, because create_kthread passes
 * CLONE_FILES; one that works with descriptors must see to a table that others do not use.
 *
 * Mirrors `kthread_run`.
 *
 * @param kernel - The kernel.
 * @param withFiles - Whether it has a table.
 * @returns The task's address, or -ENOMEM.
 *
 * @public
 */
export function kthreadRun(kernel: Kernel, withFiles: boolean): number {
  const files = withFiles ? allocFiles(kernel) : 0;
  if (withFiles && files === 0) return -ENOMEM;
  return allocTask(kernel, files, allocSignal(kernel, kernel.rlimitNofile), PF_KTHREAD);
}

/**
 * What a new task shares with the one that makes it.
 *
 * @public
 */
export interface CloneFlags {
  /** CLONE_FILES: share the descriptor table; otherwise the new task gets a copy, as fork gives. */
  readonly files?: boolean;
  /** CLONE_THREAD: be a thread of the same process, under the same RLIMIT_NOFILE. */
  readonly thread?: boolean;
}

/**
 * Makes a task. Mirrors `clone` and `fork` (`copy_process`, `copy_files`).
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param flags - What the two share.
 * @returns The new task's address, or -ENOMEM or -EMFILE from copying the table.
 *
 * @public
 */
export function clone(kernel: Kernel, task: number, flags: CloneFlags = {}): number {
  task = toAddress(kernel, "clone", "task", task);
  const { memory } = kernel;
  if (memory.fails("ENOMEM", "copy_process")) return -ENOMEM;
  let files = memory.load(task + TaskStruct.files);
  if (files !== 0) {
    if (flags.files === true) memory.add(files + FilesStruct.count, 1);
    else if ((files = dupFd(kernel, files)) < 0) return files;
  }
  let signal = memory.load(task + TaskStruct.signal);
  if (flags.thread === true) memory.add(signal + SignalStruct.count, 1);
  else signal = allocSignal(kernel, memory.load(signal + SignalStruct.rlimitNofile));
  return allocTask(kernel, files, signal, 0);
}

/**
 * Gives the task a private table; a task that shares with nobody keeps its own.
 *
 * Mirrors `unshare_files` (Linux 6.18). Rule 2 of the reservation: the caller must hold none, because the copy leaves it
 * behind. Mainline does not check that; a scheme whose reservations are the task's refuses, or takes them along.
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @returns 0, or -ENOMEM or -EMFILE; -EINVAL where the scheme refuses.
 *
 * @public
 */
export function unshareFiles(kernel: Kernel, task: number): number {
  task = toAddress(kernel, "unshareFiles", "task", task);
  const { memory } = kernel;
  const old = memory.load(task + TaskStruct.files);
  if (old === 0 || memory.load(old + FilesStruct.count) === 1) return 0;
  const files = privateCopy(kernel, task, old);
  if (files < 0) return files;
  setFiles(kernel, task, files);
  putFilesStruct(kernel, old);
  return 0;
}

/** A copy of its table for one task; where the scheme transfers, with the task's own reservations. */
function privateCopy(kernel: Kernel, task: number, old: number, hole?: FdRange): number {
  const { scheme } = kernel;
  if (scheme.refusesUnshare(kernel, task)) return -EINVAL;
  if (!scheme.transfers) return dupFd(kernel, old, hole);
  // What is transferred may lie in the hole, and then the copy has room for it all the same.
  const highest = hole === undefined ? -1 : Math.max(-1, ...reservationsOf(kernel, task));
  const files = copyTable(kernel, old, hole, highest);
  if (files < 0) return files;
  scheme.transfer(kernel, task, old, files);
  transferOwned(kernel, task, old, files);
  return files;
}

/**
 * Closes the descriptors of a range, or marks them close-on-exec. Reserved ones are skipped and survive.
 *
 * Mirrors `close_range` (Linux 5.9; CLOSE_RANGE_CLOEXEC 5.11).
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param first - The first descriptor, an unsigned 32-bit number.
 * @param last - The last one, included.
 * @param flags - CLOSE_RANGE_UNSHARE (in a private copy, when the table is shared), CLOSE_RANGE_CLOEXEC.
 * @returns 0, or -EINVAL (unknown flags, first above last), or -ENOMEM or -EMFILE from the copy.
 *
 * @public
 */
export function closeRange(kernel: Kernel, task: number, first: number, last: number, flags: number): number {
  task = toAddress(kernel, "closeRange", "task", task);
  first = toUnsigned("closeRange", "first", first);
  last = toUnsigned("closeRange", "last", last);
  flags = toInt("closeRange", "flags", flags);
  const { memory } = kernel;
  if (!closeRangeArguments(first, last, flags)) return -EINVAL;
  const old = memory.load(task + TaskStruct.files);
  if (old === 0) return 0;
  let files = old;
  const mark = (flags & CLOSE_RANGE_CLOEXEC) !== 0;
  if ((flags & CLOSE_RANGE_UNSHARE) !== 0 && memory.load(old + FilesStruct.count) > 1) {
    // Descriptors that are marked must be in the copy; those that are closed need not be.
    files = privateCopy(kernel, task, old, mark ? undefined : { first, last });
    if (files < 0) return files;
  }
  if (mark) closeOnExecInRange(kernel, files, first, last);
  else closeOpenInRange(kernel, files, first, last);
  if (files !== old) {
    // Only now: the copy was private while it was changed, and nobody could see it half done.
    setFiles(kernel, task, files);
    putFilesStruct(kernel, old);
  }
  return 0;
}

/**
 * What executing a new program does to the table: it becomes private, and close-on-exec descriptors are closed. Then the
 * program may be given a descriptor of its binary (AT_EXECFD), the lowest that is free.
 *
 * Mirrors the part of `begin_new_exec` that concerns descriptors (Linux 6.x). Rule 2 applies as in {@link unshareFiles}.
 * All of it comes after the point of no return: the old program is gone, so that a failure kills the task.
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param executable - The opened binary, when the program is to have a descriptor of it; its reference is consumed. 0 for
 * none.
 * @returns 0; -EINVAL where the scheme refuses, and nothing has changed. Any other error, -ENOMEM or -EMFILE from
 * unsharing or from the descriptor, has killed the task: it has no table.
 *
 * @public
 */
export function execve(kernel: Kernel, task: number, executable = 0): number {
  task = toAddress(kernel, "execve", "task", task);
  executable = toInt("execve", "executable", executable);
  if (kernel.scheme.refusesUnshare(kernel, task)) {
    // Also for an unshared table: exec ends the program.
    if (executable !== 0) fput(kernel, executable);
    return -EINVAL;
  }
  const result = beginNewExec(kernel, task, executable);
  if (result < 0) exitFiles(kernel, task);
  return result;
}

/** What happens to the table past the point of no return, in and after `begin_new_exec`. */
function beginNewExec(kernel: Kernel, task: number, executable: number): number {
  const result = unshareFiles(kernel, task);
  const files = kernel.memory.load(task + TaskStruct.files);
  if (result < 0 || files === 0) {
    if (executable !== 0) fput(kernel, executable);
    return result;
  }
  kernel.scheme.exec(kernel, task);
  doCloseOnExec(kernel, files);
  return executable === 0 ? 0 : Math.min(0, installAtOrAbove(kernel, task, executable, 0, 0));
}

/**
 * The task gives up its table; the last user closes everything. Mirrors `exit_files`.
 *
 * @param kernel - The kernel.
 * @param task - The exiting task.
 *
 * @public
 */
export function exitFiles(kernel: Kernel, task: number): void {
  task = toAddress(kernel, "exitFiles", "task", task);
  const { memory } = kernel;
  const files = memory.load(task + TaskStruct.files);
  kernel.scheme.exit(kernel, task);
  memory.store(task + TaskStruct.flags, memory.load(task + TaskStruct.flags) | PF_EXITING);
  setFiles(kernel, task, 0);
  if (files !== 0) putFilesStruct(kernel, files);
}

/**
 * The task dies in the middle of a syscall, as after an oops: its table goes, and no clean-up code of the syscall
 * runs. What it had reserved stays reserved for the sharers in mainline; a scheme that knows whose it is rolls it
 * back. Mirrors `make_task_dead` (`do_exit` without a return from the syscall).
 *
 * @param kernel - The kernel.
 * @param task - The dying task.
 *
 * @public
 */
export function makeTaskDead(kernel: Kernel, task: number): void {
  task = toAddress(kernel, "makeTaskDead", "task", task);
  const { memory } = kernel;
  memory.store(task + TaskStruct.flags, memory.load(task + TaskStruct.flags) | PF_DEAD);
  for (const { serial, state } of ownedBy(kernel, task)) {
    if (state !== OwnerState.file) disown(kernel, serial);
  }
  exitFiles(kernel, task);
}

/** Whether the task died in the middle of a syscall. */
export function isDead(kernel: Kernel, task: number): boolean {
  return (kernel.memory.load(task + TaskStruct.flags) & PF_DEAD) !== 0;
}

/**
 * Sets the soft RLIMIT_NOFILE of the task's process. Mirrors `setrlimit`.
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param limit - The number that descriptors stay below.
 * @returns 0; -EPERM past nr_open, as a negative number is, which in C is a huge one.
 *
 * @public
 */
export function setRlimitNofile(kernel: Kernel, task: number, limit: number): number {
  task = toAddress(kernel, "setRlimitNofile", "task", task);
  limit = integer("setRlimitNofile", "limit", limit);
  if (limit < 0 || limit > kernel.nrOpen) return -EPERM; // in C it is unsigned
  const { memory } = kernel;
  memory.store(memory.load(task + TaskStruct.signal) + SignalStruct.rlimitNofile, limit);
  kernel.hot.forget();
  return 0;
}

/**
 * The open descriptors of a task, lowest first, as `/proc/self/fd` lists them: reserved ones are not there.
 *
 * @param kernel - The kernel.
 * @param task - The task.
 * @returns The numbers, or -EBADF when the task has no table.
 *
 * @public
 */
export function openDescriptors(kernel: Kernel, task: number): number[] | number {
  task = toAddress(kernel, "openDescriptors", "task", task);
  const { memory } = kernel;
  const files = memory.load(task + TaskStruct.files);
  if (files === 0) return -EBADF;
  memory.rcuReadLock();
  const fdt = memory.load(files + FilesStruct.fdt);
  const fds = memory.load(fdt + Fdtable.fd);
  const slots = memory.load(fdt + Fdtable.maxFds);
  const numbers: number[] = [];
  for (let fd = 0; fd < slots; fd++) if (visibleFile(memory.load(fds + fd)) !== 0) numbers.push(fd);
  memory.rcuReadUnlock();
  return numbers;
}
