/**
 * The hot calls for when nobody watches: the same steps as in files.ts, on the words themselves. Where anything is
 * unusual (a probe, short bitmap words, per-task reservations, a table that must grow, a lock that is held, an
 * error), they have changed nothing yet and the general code decides. The two are held together by a differential
 * test.
 */
import {
  closeFd as closeFdGeneral,
  fdInstall as fdInstallGeneral,
  getUnusedFdFlags as getUnusedFdFlagsGeneral,
} from "./files.js";
import { O_CLOEXEC } from "./flags.js";
import type { Kernel } from "./kernel.js";
import { Fdtable, FileStruct, FilesStruct, SignalStruct, TaskStruct } from "./layout.js";

// As constants of this module they cost nothing in compiled code, which fields of the layout objects do. For the
// same reason each function is written out: V8 does not inline calls this deep, and a call costs as much as the rest.
const { fileLock: FILE_LOCK, nextFd: NEXT_FD, fdt: FDT, resizeInProgress: RESIZE_IN_PROGRESS } = FilesStruct;
const {
  maxFds: MAX_FDS,
  fd: FD,
  openFds: OPEN_FDS,
  closeOnExec: CLOSE_ON_EXEC,
  fullFdsBits: FULL_FDS_BITS,
  fullWordsBits: FULL_WORDS_BITS,
} = Fdtable;
const { files: FILES, signal: SIGNAL } = TaskStruct;
const { rlimitNofile: RLIMIT_NOFILE } = SignalStruct;
const { count: COUNT } = FileStruct;

/** log2 of the bits of a word. */
const SHIFT = 5;
/** Bit index within a word. */
const INDEX = 31;
/** A full word. */
const FULL = -1;

/**
 * Reserves the lowest free descriptor of a task, within its RLIMIT_NOFILE.
 *
 * Mirrors `get_unused_fd_flags`. A task without a table gets -EMFILE, as since the 2026 fix of Rust-for-Linux
 * issue 1256.
 *
 * @param kernel - The kernel.
 * @param task - The task that runs.
 * @param flags - O_CLOEXEC or 0.
 * @returns The descriptor, or -EMFILE or -ENOMEM.
 *
 * @public
 */
export function getUnusedFdFlags(kernel: Kernel, task: number, flags: number): number {
  const { memory } = kernel;
  if (memory.probe !== null || !kernel.direct) return getUnusedFdFlagsGeneral(kernel, task, flags);
  const { words } = memory;
  const files = words[task + FILES] as number;
  if (files === 0 || words[files + FILE_LOCK] !== 0) return getUnusedFdFlagsGeneral(kernel, task, flags);
  const fdt = words[files + FDT] as number;
  const nextFd = words[files + NEXT_FD] as number;
  const maxFds = words[fdt + MAX_FDS] as number;
  const openFds = words[fdt + OPEN_FDS] as number;
  let fd = nextFd;
  if (fd < maxFds) {
    const clear = ~(words[openFds + (fd >> SHIFT)] as number) & (-1 << (fd & INDEX));
    fd =
      clear !== 0
        ? (fd & ~INDEX) + 31 - Math.clz32(clear & -clear)
        : findClear(words, fdt, maxFds, (fd >> SHIFT) + 1);
  }
  const limit = words[(words[task + SIGNAL] as number) + RLIMIT_NOFILE] as number;
  if (fd >= maxFds || fd >= limit || words[(words[fdt + FD] as number) + fd] !== 0) {
    return getUnusedFdFlagsGeneral(kernel, task, flags);
  }
  words[files + NEXT_FD] = fd + 1;
  const word = fd >> SHIFT;
  const bit = 1 << (fd & INDEX);
  const bits = (words[openFds + word] as number) | bit;
  words[openFds + word] = bits;
  if (bits === FULL) markFull(words, fdt, word);
  const cloexec = (words[fdt + CLOSE_ON_EXEC] as number) + word;
  const marks = words[cloexec] as number;
  words[cloexec] = (flags & O_CLOEXEC) !== 0 ? marks | bit : marks & ~bit;
  return fd;
}

/**
 * Publishes a file in a reserved descriptor; from here on every task that shares the table can use it. Consumes
 * the caller's reference to the file. Only the task that reserved the descriptor may call it.
 *
 * Mirrors `fd_install`: lockless unless a resize runs. Without a table: warns once, drops the file and abandons
 * the reservation, as since the 2026 fix of Rust-for-Linux issue 1256.
 *
 * @param kernel - The kernel.
 * @param task - The task that reserved it.
 * @param fd - The descriptor.
 * @param file - The file's address.
 * @throws KernelBug `BUG` when the slot already holds a file.
 *
 * @public
 */
export function fdInstall(kernel: Kernel, task: number, fd: number, file: number): void {
  const { memory } = kernel;
  if (memory.probe !== null || !kernel.direct) return fdInstallGeneral(kernel, task, fd, file);
  const { words } = memory;
  const files = words[task + FILES] as number;
  const fdt = words[files + FDT] as number;
  const slot = (words[fdt + FD] as number) + fd;
  if (
    files === 0 ||
    words[files + RESIZE_IN_PROGRESS] !== 0 ||
    fd >= (words[fdt + MAX_FDS] as number) ||
    words[slot] !== 0
  ) {
    return fdInstallGeneral(kernel, task, fd, file);
  }
  words[slot] = file;
}

/**
 * Closes a descriptor. A reserved one is not open: -EBADF, and it stays reserved.
 *
 * Mirrors `close_fd` (Linux 6.x).
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param fd - The descriptor.
 * @returns 0, or -EBADF.
 *
 * @public
 */
export function closeFd(kernel: Kernel, task: number, fd: number): number {
  const { memory } = kernel;
  if (memory.probe !== null || !kernel.direct) return closeFdGeneral(kernel, task, fd);
  const { words } = memory;
  const files = words[task + FILES] as number;
  const fdt = words[files + FDT] as number;
  const slot = (words[fdt + FD] as number) + fd;
  const inside = files !== 0 && fd >= 0 && fd < (words[fdt + MAX_FDS] as number);
  const file = inside ? (words[slot] as number) : 0;
  const count = words[file + COUNT] as number;
  // The last reference runs a release, and a count below 1 is a bug: both are the general code's.
  if (file === 0 || count <= 1 || words[files + FILE_LOCK] !== 0) return closeFdGeneral(kernel, task, fd);
  words[slot] = 0;
  const word = fd >> SHIFT;
  const address = (words[fdt + OPEN_FDS] as number) + word;
  const bits = words[address] as number;
  words[address] = bits & ~(1 << (fd & INDEX));
  if (bits === FULL) unmarkFull(words, fdt, word);
  if (fd < (words[files + NEXT_FD] as number)) words[files + NEXT_FD] = fd;
  words[file + COUNT] = count - 1;
  return 0;
}

/** The lowest clear bit in word `word` of open_fds or above; `maxFds` when there is none. */
function findClear(words: Int32Array, fdt: number, maxFds: number, word: number): number {
  if (word << SHIFT >= maxFds) return maxFds;
  const fullFdsBits = words[fdt + FULL_FDS_BITS] as number;
  let fullWord = word >> SHIFT;
  let notFull = ~(words[fullFdsBits + fullWord] as number) & (-1 << (word & INDEX));
  if (notFull === 0) {
    const count = ((maxFds >> SHIFT) + INDEX) >> SHIFT;
    if (++fullWord >= count) return maxFds;
    const top = words[fdt + FULL_WORDS_BITS] as number;
    let topWord = fullWord >> SHIFT;
    let some = ~(words[top + topWord] as number) & (-1 << (fullWord & INDEX));
    while (some === 0) {
      if (++topWord << SHIFT >= count) return maxFds;
      some = ~(words[top + topWord] as number);
    }
    fullWord = (topWord << SHIFT) + 31 - Math.clz32(some & -some);
    if (fullWord >= count) return maxFds;
    notFull = ~(words[fullFdsBits + fullWord] as number);
  }
  const found = (fullWord << SHIFT) + 31 - Math.clz32(notFull & -notFull);
  if (found << SHIFT >= maxFds) return maxFds;
  const clear = ~(words[(words[fdt + OPEN_FDS] as number) + found] as number);
  return (found << SHIFT) + 31 - Math.clz32(clear & -clear);
}

/** Word `word` of open_fds has become full. */
function markFull(words: Int32Array, fdt: number, word: number): void {
  const fullWord = word >> SHIFT;
  const address = (words[fdt + FULL_FDS_BITS] as number) + fullWord;
  const bits = (words[address] as number) | (1 << (word & INDEX));
  words[address] = bits;
  if (bits !== FULL) return;
  const top = (words[fdt + FULL_WORDS_BITS] as number) + (fullWord >> SHIFT);
  words[top] = (words[top] as number) | (1 << (fullWord & INDEX));
}

/** Word `word` of open_fds is full no more. */
function unmarkFull(words: Int32Array, fdt: number, word: number): void {
  const fullWord = word >> SHIFT;
  const address = (words[fdt + FULL_FDS_BITS] as number) + fullWord;
  const bits = words[address] as number;
  words[address] = bits & ~(1 << (word & INDEX));
  if (bits !== FULL) return;
  const top = (words[fdt + FULL_WORDS_BITS] as number) + (fullWord >> SHIFT);
  words[top] = (words[top] as number) & ~(1 << (fullWord & INDEX));
}
