/** The descriptor calls on one table: reserve, install, put, close, dup, fcntl, close_range. */
import { toAddress, toInt } from "./argument.js";
import { clearBit, lowestSet, setBit, testBit } from "./bitmap.js";
import { takeFile } from "./descriptor.js";
import { errnoNumbers } from "./errno.js";
import { expandFiles, setCloseOnExec, setOpenFd, testCloseOnExec, testOpenFd } from "./fdtable.js";
import { fput, getFile } from "./file.js";
import { CLOSE_RANGE_CLOEXEC, CLOSE_RANGE_UNSHARE, FD_CLOEXEC, O_CLOEXEC } from "./flags.js";
import type { Kernel } from "./kernel.js";
import { Fdtable, FilesStruct, SignalStruct, TaskStruct } from "./layout.js";
import { fget, visibleFile } from "./lookup.js";
const { EBADF, EBUSY, EINVAL, EMFILE } = errnoNumbers;

/** The general code of getUnusedFdFlags: see direct.ts. */
export function getUnusedFdFlags(kernel: Kernel, task: number, flags: number): number {
  task = toAddress(kernel, "getUnusedFdFlags", "task", task);
  flags = toInt("getUnusedFdFlags", "flags", flags);
  const files = kernel.memory.load(task + TaskStruct.files);
  if (files === 0) return -EMFILE;
  return kernel.scheme.reserve(kernel, task, files, 0, rlimitNofile(kernel, task), flags);
}

/**
 * The soft RLIMIT_NOFILE of a task's process.
 *
 * @param kernel - The kernel.
 * @param task - The task.
 *
 * @public
 */
export function rlimitNofile(kernel: Kernel, task: number): number {
  task = toAddress(kernel, "rlimitNofile", "task", task);
  return kernel.memory.load(kernel.memory.load(task + TaskStruct.signal) + SignalStruct.rlimitNofile);
}

/**
 * Gives a reservation back: the descriptor is free again.
 *
 * Mirrors `put_unused_fd`, which **checks nothing**: after an install it leaves a pointer under a clear bit.
 * Without a table it warns once, where Linux dereferences NULL: Rust-for-Linux issue 1256 is open, and no released
 * kernel tests for NULL.
 *
 * @param kernel - The kernel.
 * @param task - The task that reserved it.
 * @param fd - The descriptor.
 * @throws {@link KernelBug} `BUG` for a number that lies past the table, as an error number does. `file_lock` stays held:
 *   the kernel that oopses under it never gives it back.
 *
 * @public
 */
export function putUnusedFd(kernel: Kernel, task: number, fd: number): void {
  task = toAddress(kernel, "putUnusedFd", "task", task);
  fd = toInt("putUnusedFd", "fd", fd);
  const files = kernel.memory.load(task + TaskStruct.files);
  if (files === 0) return kernel.warn("put_unused_fd", `the task holds fd ${fd} and has no descriptor table`);
  kernel.scheme.put(kernel, task, files, fd);
}

/** The general code of fdInstall: see direct.ts. */
export function fdInstall(kernel: Kernel, task: number, fd: number, file: number): void {
  task = toAddress(kernel, "fdInstall", "task", task);
  fd = toInt("fdInstall", "fd", fd);
  file = toInt("fdInstall", "file", file);
  const files = kernel.memory.load(task + TaskStruct.files);
  if (files === 0) {
    fput(kernel, file);
    return kernel.warn("fd_install", `the task installs fd ${fd} and has no descriptor table`);
  }
  kernel.scheme.install(kernel, task, files, fd, file);
}

/** The general code of closeFd: see direct.ts. */
export function closeFd(kernel: Kernel, task: number, fd: number): number {
  task = toAddress(kernel, "closeFd", "task", task);
  fd = toInt("closeFd", "fd", fd);
  const { memory } = kernel;
  const files = memory.load(task + TaskStruct.files);
  if (files === 0) return -EBADF;
  memory.lock(files + FilesStruct.fileLock);
  const fdt = memory.load(files + FilesStruct.fdt);
  const file = fd >= 0 && fd < memory.load(fdt + Fdtable.maxFds) ? takeFile(kernel, files, fdt, fd) : 0;
  memory.unlock(files + FilesStruct.fileLock);
  if (file === 0) return -EBADF;
  fput(kernel, file); // outside the lock: a release may sleep, and may close descriptors itself
  return 0;
}

/**
 * Duplicates a descriptor onto the lowest free one. Mirrors `dup`.
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param fd - The open descriptor.
 * @returns The new descriptor, or -EBADF, -EMFILE or -ENOMEM.
 *
 * @public
 */
export function dup(kernel: Kernel, task: number, fd: number): number {
  task = toAddress(kernel, "dup", "task", task);
  fd = toInt("dup", "fd", fd);
  const file = fget(kernel, task, fd);
  return file === 0 ? -EBADF : installAtOrAbove(kernel, task, file, 0, 0);
}

/**
 * Duplicates a descriptor onto the lowest free one at or above a minimum. Mirrors `fcntl` with F_DUPFD, and with
 * O_CLOEXEC in the flags F_DUPFD_CLOEXEC.
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param fd - The open descriptor.
 * @param minimum - The lowest number wanted.
 * @param flags - O_CLOEXEC or 0.
 * @returns The new descriptor, or -EBADF, -EINVAL (the minimum is not below RLIMIT_NOFILE), -EMFILE or -ENOMEM.
 *
 * @public
 */
export function fDupfd(kernel: Kernel, task: number, fd: number, minimum: number, flags: number): number {
  task = toAddress(kernel, "fDupfd", "task", task);
  fd = toInt("fDupfd", "fd", fd);
  minimum = toInt("fDupfd", "minimum", minimum);
  flags = toInt("fDupfd", "flags", flags);
  const file = fget(kernel, task, fd);
  if (file === 0) return -EBADF;
  if (minimum < 0 || minimum >= rlimitNofile(kernel, task)) {
    fput(kernel, file);
    return -EINVAL;
  }
  return installAtOrAbove(kernel, task, file, minimum, flags);
}

/** Gives a file one more descriptor; consumes the reference, also on failure. */
export function installAtOrAbove(
  kernel: Kernel,
  task: number,
  file: number,
  minimum: number,
  flags: number,
): number {
  const files = kernel.memory.load(task + TaskStruct.files);
  return kernel.scheme.wholeCall(kernel, task, () => {
    const end = rlimitNofile(kernel, task);
    const fd = kernel.scheme.reserve(kernel, task, files, minimum, end, flags);
    if (fd < 0) fput(kernel, file);
    else fdInstall(kernel, task, fd, file);
    return fd;
  });
}

/**
 * Makes `newfd` name the same file as `oldfd`, closing what it named. Mirrors `dup2`.
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param oldfd - The open descriptor.
 * @param newfd - The wanted number.
 * @returns `newfd`; or -EBADF (oldfd not open, newfd not below RLIMIT_NOFILE or nr_open), -EBUSY (newfd is
 * reserved), -ENOMEM.
 *
 * @public
 */
export function dup2(kernel: Kernel, task: number, oldfd: number, newfd: number): number {
  task = toAddress(kernel, "dup2", "task", task);
  oldfd = toInt("dup2", "oldfd", oldfd);
  newfd = toInt("dup2", "newfd", newfd);
  if (oldfd !== newfd) return dupOnto(kernel, task, oldfd, newfd, 0);
  const file = fget(kernel, task, oldfd);
  if (file === 0) return -EBADF;
  fput(kernel, file);
  return oldfd;
}

/**
 * {@link dup2} with a choice of close-on-exec, and equal numbers refused. Mirrors `dup3`.
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param oldfd - The open descriptor.
 * @param newfd - The wanted number.
 * @param flags - O_CLOEXEC or 0.
 * @returns As dup2, and -EINVAL for other flags and for equal numbers.
 *
 * @public
 */
export function dup3(kernel: Kernel, task: number, oldfd: number, newfd: number, flags: number): number {
  task = toAddress(kernel, "dup3", "task", task);
  oldfd = toInt("dup3", "oldfd", oldfd);
  newfd = toInt("dup3", "newfd", newfd);
  flags = toInt("dup3", "flags", flags);
  if ((flags & ~O_CLOEXEC) !== 0 || oldfd === newfd) return -EINVAL;
  return dupOnto(kernel, task, oldfd, newfd, flags);
}

function dupOnto(kernel: Kernel, task: number, oldfd: number, newfd: number, flags: number): number {
  const { memory } = kernel;
  if (newfd < 0 || newfd >= rlimitNofile(kernel, task)) return -EBADF;
  const files = memory.load(task + TaskStruct.files);
  if (files === 0) return -EBADF;
  const lock = files + FilesStruct.fileLock;
  memory.lock(lock);
  // Room for newfd comes before oldfd is looked at: growing drops the lock.
  const grown = expandFiles(kernel, files, newfd);
  const fdt = memory.load(files + FilesStruct.fdt);
  const fds = memory.load(fdt + Fdtable.fd);
  const file =
    oldfd >= 0 && oldfd < memory.load(fdt + Fdtable.maxFds) ? visibleFile(memory.load(fds + oldfd)) : 0;
  if (file === 0 || grown < 0) {
    memory.unlock(lock);
    return file === 0 || grown === -EMFILE ? -EBADF : grown;
  }
  const old = visibleFile(memory.load(fds + newfd));
  // A claimed slot without a visible file belongs to the task that reserved it: nobody else may fill it.
  if (old === 0 && testOpenFd(kernel, fdt, newfd)) {
    memory.unlock(lock);
    return -EBUSY;
  }
  getFile(kernel, file);
  memory.store(fds + newfd, file);
  setOpenFd(kernel, fdt, newfd);
  setCloseOnExec(kernel, fdt, newfd, (flags & O_CLOEXEC) !== 0);
  memory.unlock(lock);
  if (old !== 0) fput(kernel, old);
  return newfd;
}

/**
 * The descriptor's flags. Mirrors `fcntl` with F_GETFD.
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param fd - The descriptor.
 * @returns FD_CLOEXEC or 0; -EBADF when it is not open (reserved ones are not).
 *
 * @public
 */
export function fGetfd(kernel: Kernel, task: number, fd: number): number {
  task = toAddress(kernel, "fGetfd", "task", task);
  fd = toInt("fGetfd", "fd", fd);
  const { memory } = kernel;
  const file = fget(kernel, task, fd);
  if (file === 0) return -EBADF;
  memory.rcuReadLock();
  const fdt = memory.load(memory.load(task + TaskStruct.files) + FilesStruct.fdt);
  const result = testCloseOnExec(kernel, fdt, fd) ? FD_CLOEXEC : 0;
  memory.rcuReadUnlock();
  fput(kernel, file);
  return result;
}

/**
 * Sets the descriptor's flags. Mirrors `fcntl` with F_SETFD.
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param fd - The descriptor.
 * @param flags - FD_CLOEXEC or 0; other bits are ignored, as in Linux.
 * @returns 0, or -EBADF when it is not open.
 *
 * @public
 */
export function fSetfd(kernel: Kernel, task: number, fd: number, flags: number): number {
  task = toAddress(kernel, "fSetfd", "task", task);
  fd = toInt("fSetfd", "fd", fd);
  flags = toInt("fSetfd", "flags", flags);
  const { memory } = kernel;
  const file = fget(kernel, task, fd);
  if (file === 0) return -EBADF;
  const files = memory.load(task + TaskStruct.files);
  memory.lock(files + FilesStruct.fileLock);
  const fdt = memory.load(files + FilesStruct.fdt);
  setCloseOnExec(kernel, fdt, fd, (flags & FD_CLOEXEC) !== 0);
  memory.unlock(files + FilesStruct.fileLock);
  fput(kernel, file);
  return 0;
}

/** Whether close_range takes these arguments. */
export function closeRangeArguments(first: number, last: number, flags: number): boolean {
  if ((flags & ~(CLOSE_RANGE_UNSHARE | CLOSE_RANGE_CLOEXEC)) !== 0) return false;
  return first <= last;
}

/** Closes every open descriptor of a range, one lock hold each, as `__range_close`. */
export function closeOpenInRange(kernel: Kernel, files: number, first: number, last: number): void {
  const { memory, shape } = kernel;
  const lock = files + FilesStruct.fileLock;
  memory.lock(lock);
  let fdt = memory.load(files + FilesStruct.fdt);
  // The bound is taken once: what is opened past it meanwhile is not this call's to close.
  const end = Math.min(last, memory.load(fdt + Fdtable.maxFds) - 1);
  for (let fd = first; fd <= end; fd++) {
    const bits = memory.load(memory.load(fdt + Fdtable.openFds) + (fd >> shape.shift));
    const bit = lowestSet(bits, fd & shape.indexMask);
    fd = bit < 0 ? fd | shape.indexMask : (fd & ~shape.indexMask) + bit;
    if (bit < 0 || fd > end) continue;
    const file = takeFile(kernel, files, fdt, fd);
    if (file === 0) continue; // reserved: it survives
    memory.unlock(lock);
    fput(kernel, file);
    memory.lock(lock);
    fdt = memory.load(files + FilesStruct.fdt); // it may have grown meanwhile
  }
  memory.unlock(lock);
}

/**
 * Sets close-on-exec over a whole range, reserved and free descriptors included: the bit of an unclaimed one
 * means nothing until allocFd sets or clears it.
 */
export function closeOnExecInRange(kernel: Kernel, files: number, first: number, last: number): void {
  const { memory, shape } = kernel;
  memory.lock(files + FilesStruct.fileLock);
  const fdt = memory.load(files + FilesStruct.fdt);
  const map = memory.load(fdt + Fdtable.closeOnExec);
  const end = Math.min(last, memory.load(fdt + Fdtable.maxFds) - 1);
  for (let fd = first; fd <= end; fd++) setBit(memory, shape, map, fd);
  memory.unlock(files + FilesStruct.fileLock);
}

/** Closes every descriptor that is marked close-on-exec, as `do_close_on_exec`. Reserved ones stay. */
export function doCloseOnExec(kernel: Kernel, files: number): void {
  const { memory, shape } = kernel;
  const lock = files + FilesStruct.fileLock;
  memory.lock(lock);
  for (let fd = 0; ; fd++) {
    const fdt = memory.load(files + FilesStruct.fdt);
    if (fd >= memory.load(fdt + Fdtable.maxFds)) break;
    const map = memory.load(fdt + Fdtable.closeOnExec);
    if (!testBit(memory, shape, map, fd)) continue;
    clearBit(memory, shape, map, fd);
    const file = takeFile(kernel, files, fdt, fd);
    if (file === 0) continue;
    memory.unlock(lock);
    fput(kernel, file);
    memory.lock(lock);
  }
  memory.unlock(lock);
}
