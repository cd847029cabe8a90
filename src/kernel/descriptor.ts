/** One descriptor of a table: claiming it, filling its slot, taking the file out, freeing it. Every scheme is made of these. */
import { toAddress, toInt } from "./argument.js";
import { KernelBug } from "./bug.js";
import { errnoNumbers } from "./errno.js";
import { clearOpenFd, expandFiles, findNextFd, setCloseOnExec, setOpenFd } from "./fdtable.js";
import { O_CLOEXEC } from "./flags.js";
import type { Kernel } from "./kernel.js";
import { Fdtable, FilesStruct } from "./layout.js";
import { visibleFile } from "./lookup.js";
import { fileName } from "./names.js";

const { EMFILE } = errnoNumbers;

/**
 * Claims the lowest free descriptor in a range: its bit is set, its slot stays NULL, and so it is *reserved*.
 *
 * Mirrors `alloc_fd` (Linux 6.x).
 *
 * @param kernel - The kernel.
 * @param files - The table, a files_struct.
 * @param start - The lowest number to give.
 * @param end - The number not to reach: RLIMIT_NOFILE.
 * @param flags - O_CLOEXEC or 0.
 * @returns The descriptor, or -EMFILE (range or nr_open exhausted), or -ENOMEM (growing failed).
 *
 * @public
 */
export function allocFd(kernel: Kernel, files: number, start: number, end: number, flags: number): number {
  files = toAddress(kernel, "allocFd", "files", files);
  start = toInt("allocFd", "start", start);
  end = toInt("allocFd", "end", end);
  flags = toInt("allocFd", "flags", flags);
  const { memory } = kernel;
  if (memory.fails("EMFILE", "alloc_fd")) return -EMFILE;
  const lock = files + FilesStruct.fileLock;
  memory.lock(lock);
  for (;;) {
    const fdt = memory.load(files + FilesStruct.fdt);
    const maxFds = memory.load(fdt + Fdtable.maxFds);
    const nextFd = memory.load(files + FilesStruct.nextFd);
    // INVARIANT relied upon: no descriptor below nextFd is free, so the search may begin there.
    let fd = start > nextFd ? start : nextFd;
    if (fd < maxFds) fd = findNextFd(kernel, fdt, maxFds, fd);
    if (fd >= end) {
      memory.unlock(lock);
      return -EMFILE;
    }
    if (fd >= maxFds) {
      const result = expandFiles(kernel, files, fd);
      if (result < 0) {
        memory.unlock(lock);
        return result;
      }
      continue; // the lock was dropped: another task may have claimed or freed meanwhile
    }
    // INVARIANT established: all below fd are claimed, and now also fd.
    if (start <= nextFd) memory.store(files + FilesStruct.nextFd, fd + 1);
    setOpenFd(kernel, fdt, fd);
    setCloseOnExec(kernel, fdt, fd, (flags & O_CLOEXEC) !== 0);
    // A sanity check that Linux makes with CONFIG_DEBUG_VFS only (from 6.15).
    const slot = memory.loadOwn(memory.loadOwn(fdt + Fdtable.fd) + fd);
    memory.unlock(lock);
    if (slot !== 0) {
      const what = slotUnderClearBit(kernel, fd, slot);
      kernel.report("corruption", "alloc_fd", what, { descriptor: fd, files, file: slot & ~1 });
    }
    return fd;
  }
}

/**
 * Fills the slot of a claimed descriptor, by the protocol of fd_install: lockless, unless a resize runs, which must not
 * copy the slot before it is filled.
 *
 * Mirrors `fd_install` (Linux 6.x), without the question whose reservation it is.
 *
 * @param kernel - The kernel.
 * @param files - The table, a files_struct.
 * @param fd - The descriptor.
 * @param value - The file's address; plus 1 while readers must not see it yet.
 * @throws {@link KernelBug} `BUG` when the slot already holds a file, or lies past the table.
 *
 * @public
 */
export function fillSlot(kernel: Kernel, files: number, fd: number, value: number): void {
  files = toAddress(kernel, "fillSlot", "files", files);
  fd = toInt("fillSlot", "fd", fd);
  value = toInt("fillSlot", "value", value);
  const { memory } = kernel;
  memory.rcuReadLock();
  // A resize that began before this section waits for it; one that began earlier is seen here.
  if (memory.load(files + FilesStruct.resizeInProgress) !== 0) {
    memory.rcuReadUnlock();
    memory.lock(files + FilesStruct.fileLock);
    storeSlot(kernel, memory.load(files + FilesStruct.fdt), fd, value);
    memory.unlock(files + FilesStruct.fileLock);
    return;
  }
  storeSlot(kernel, memory.load(files + FilesStruct.fdt), fd, value);
  memory.rcuReadUnlock();
}

function storeSlot(kernel: Kernel, fdt: number, fd: number, value: number): void {
  const { memory } = kernel;
  if (fd >>> 0 >= memory.loadOwn(fdt + Fdtable.maxFds)) {
    throw new KernelBug("BUG", "fd_install", `fd ${fd} lies past the table: it was never reserved here`);
  }
  const slot = memory.load(fdt + Fdtable.fd) + fd;
  const old = memory.loadOwn(slot); // in Linux, too, a check for debugging
  if (old !== 0) {
    throw new KernelBug("BUG", "fd_install", `slot ${fd} already holds ${fileName(kernel, old & ~1)}`);
  }
  memory.store(slot, value);
}

/**
 * Frees a claimed descriptor whose slot is empty. Mirrors the locked part of `put_unused_fd`, which checks nothing.
 *
 * @param kernel - The kernel.
 * @param files - The table, a files_struct.
 * @param fd - The descriptor.
 * @throws {@link KernelBug} `BUG` when it lies past the table.
 *
 * @public
 */
export function freeFd(kernel: Kernel, files: number, fd: number): void {
  files = toAddress(kernel, "freeFd", "files", files);
  fd = toInt("freeFd", "fd", fd);
  const { memory } = kernel;
  memory.lock(files + FilesStruct.fileLock);
  const fdt = memory.load(files + FilesStruct.fdt);
  // Linux does not look, and writes past its bitmap. In C the number is unsigned: an error number lies far behind.
  if (fd >>> 0 >= memory.loadOwn(fdt + Fdtable.maxFds)) {
    throw new KernelBug(
      "BUG",
      "put_unused_fd",
      `${fd} is no descriptor: a word outside the table is written`,
    );
  }
  releaseFd(kernel, files, fdt, fd);
  memory.unlock(files + FilesStruct.fileLock);
}

/** Clears the bit of a descriptor and lowers the hint, as `__put_unused_fd`; the caller holds the lock. */
export function releaseFd(kernel: Kernel, files: number, fdt: number, fd: number): void {
  const { memory } = kernel;
  clearOpenFd(kernel, fdt, fd);
  // INVARIANT kept: nothing below nextFd is free.
  if (fd < memory.load(files + FilesStruct.nextFd)) memory.store(files + FilesStruct.nextFd, fd);
}

/** Takes the file out of an open slot and frees the descriptor; 0 when it is not open. The caller holds the lock. */
export function takeFile(kernel: Kernel, files: number, fdt: number, fd: number): number {
  const { memory } = kernel;
  const slot = memory.load(fdt + Fdtable.fd) + fd;
  const file = visibleFile(memory.load(slot));
  if (file === 0) return 0;
  memory.store(slot, 0);
  releaseFd(kernel, files, fdt, fd);
  return file;
}

/** What a pointer under a clear bit is called, wherever it is found. */
export function slotUnderClearBit(kernel: Kernel, fd: number, slot: number): string {
  return `slot ${fd} holds ${fileName(kernel, slot & ~1)} although its bit in open_fds was clear`;
}
