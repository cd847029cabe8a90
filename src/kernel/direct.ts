/**
 * The hot calls for when nobody watches: the same steps as in files.ts, on the words themselves. Where anything is
 * unusual (a probe, short bitmap words, a scheme that is not the table's, a table that is not the last one or must grow, a lock
 * that is held, an error), they have changed nothing yet and the general code decides. The two are held together by a
 * differential test.
 *
 * They are short so that V8 inlines them all into one loop: rare cases are in separate functions.
 */
import { isInt } from "./argument.js";
import { allocFile as allocFileGeneral, getFile as getFileGeneral } from "./file.js";
import {
  closeFd as closeFdGeneral,
  fdInstall as fdInstallGeneral,
  getUnusedFdFlags as getUnusedFdFlagsGeneral,
} from "./files.js";
import { O_CLOEXEC } from "./flags.js";
import { rememberTable, type HotTable } from "./hot-table.js";
import type { Kernel } from "./kernel.js";
import { FileStruct } from "./layout.js";
import { LIVE } from "./memory.js";
import { lookupFdRaw as lookupFdRawGeneral, visibleFile } from "./lookup.js";

// As constants they cost nothing in compiled code, which fields of the layout objects do.
const {
  count: COUNT,
  flags: FLAGS,
  operations: OPERATIONS,
  serial: SERIAL,
  position: POSITION,
  privateData: PRIVATE_DATA,
} = FileStruct;
const { clz32 } = Math;

/** log2 of the bits of a word; in the hot calls a literal, which is shorter. */
const SHIFT = 5;
/** Bit index within a word. */
const INDEX = 31;

/**
 * Reserves the lowest free descriptor of a task, within its RLIMIT_NOFILE.
 *
 * Mirrors `get_unused_fd_flags`. A task without a table gets -EMFILE, where Linux dereferences NULL: Rust-for-Linux
 * issue 1256 is open, and no released kernel tests for NULL.
 *
 * @param kernel - The kernel.
 * @param task - The task that runs.
 * @param flags - O_CLOEXEC or 0.
 * @returns The descriptor, or -EMFILE or -ENOMEM.
 *
 * @public
 */
export function getUnusedFdFlags(kernel: Kernel, task: number, flags: number): number {
  const { hot } = kernel;
  const { words } = hot;
  const nextFd = words[hot.nextFd] as number;
  const address = hot.openFds + (nextFd >> 5);
  const bits = words[address] as number;
  let bit = ~bits & (-1 << nextFd); // shifted by its index in the word
  bit &= -bit; // the lowest
  const fd = (nextFd | 31) - clz32(bit);
  // Another table, nothing free in this word, the end; the lock is held, the slot holds something.
  if (
    hot.task !== task ||
    bit === 0 ||
    fd >= hot.end ||
    (flags !== 0 && !isInt(flags)) ||
    ((words[hot.lock] as number) | (words[hot.fds + fd] as number)) !== 0
  ) {
    return reserveCold(kernel, task, flags);
  }
  words[hot.nextFd] = fd + 1;
  if ((words[address] = bits | bit) === -1) markFull(hot, fd >> 5);
  const marks = address + hot.closeOnExec;
  if (flags & O_CLOEXEC) words[marks]! |= bit;
  else words[marks]! &= ~bit;
  return fd;
}

function reserveCold(kernel: Kernel, task: number, flags: number): number {
  const { hot } = kernel;
  const { words } = hot;
  if (hot.task === task && words[hot.lock] === 0) {
    const nextFd = words[hot.nextFd] as number;
    const fd = findClear(words, hot, nextFd);
    // Where the word of next_fd is full, the lowest is in a later one: that is where to look.
    if (fd >> SHIFT !== nextFd >> SHIFT && fd < hot.end && words[hot.fds + fd] === 0) {
      words[hot.nextFd] = fd;
      return getUnusedFdFlags(kernel, task, flags);
    }
  }
  rememberTable(kernel, task);
  return getUnusedFdFlagsGeneral(kernel, task, flags);
}

/**
 * Publishes a file in a reserved descriptor; from here on every task that shares the table can use it. Consumes
 * the caller's reference to the file. Only the task that reserved the descriptor may call it.
 *
 * Mirrors `fd_install`: lockless unless a resize runs. Without a table it warns once, drops the file and abandons
 * the reservation, where Linux dereferences NULL: Rust-for-Linux issue 1256 is open, and no released kernel tests for
 * NULL.
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
  const { hot } = kernel;
  const { words } = hot;
  // As an unsigned number a negative one is past the end; at a fraction there is no word, and NaN is not 0.
  if (hot.task === task && typeof fd === "number" && fd >>> 0 < hot.maxFds) {
    const slot = hot.fds + fd;
    if ((words[hot.resize] as number) + (words[slot] as number) === 0 && isInt(file)) {
      words[slot] = file;
      return;
    }
  }
  installCold(kernel, task, fd, file);
}

function installCold(kernel: Kernel, task: number, fd: number, file: number): void {
  rememberTable(kernel, task);
  fdInstallGeneral(kernel, task, fd, file);
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
  const { hot } = kernel;
  const { words } = hot;
  if (hot.task === task && typeof fd === "number" && fd >>> 0 < hot.maxFds) {
    const file = words[hot.fds + fd] as number;
    const count = words[file + COUNT] as number;
    // A count below 1 is a bug, and the general code's.
    if (file !== 0 && count > 0 && words[hot.lock] === 0) {
      words[hot.fds + fd] = 0;
      words[file + COUNT] = count - 1;
      const address = hot.openFds + (fd >> 5);
      const bits = words[address] as number;
      words[address] = bits & ~(1 << fd); // shifted by its index in the word
      if (bits === -1) unmarkFull(hot, fd >> 5);
      if (fd < (words[hot.nextFd] as number)) words[hot.nextFd] = fd;
      if (count === 1) release(kernel, file);
      return 0;
    }
  }
  return closeCold(kernel, task, fd);
}

/** The last reference to a file is gone: what fput does then. */
function release(kernel: Kernel, file: number): void {
  const { hot } = kernel;
  const { words } = hot;
  words[file + COUNT] = 0;
  kernel.operations[words[file + OPERATIONS] as number]?.release?.(
    file,
    words[file + PRIVATE_DATA] as number,
  );
  if (hot.words !== words) return kernel.memory.recycle(file); // it has made the memory grow, or somebody watches now
  words[file - 1]! &= ~LIVE;
  hot.files.push(file);
}

/**
 * Makes an open file with one reference, owned by the caller.
 *
 * Mirrors `alloc_file_pseudo` and `anon_inode_getfile` (Linux 6.x): ENFILE and ENOMEM are its failures.
 *
 * @param kernel - The kernel.
 * @param operations - A number of `kernel.registerOperations`; 0 is a plain file.
 * @param flags - `f_flags`; O_CLOEXEC does not belong here.
 * @param privateData - The file's `private_data` word.
 * @returns The file's address, or -ENFILE or -ENOMEM at a fault point.
 *
 * @public
 */
export function allocFile(kernel: Kernel, operations = 0, flags = 0, privateData = 0): number {
  const { hot } = kernel;
  if (kernel.direct && isInt(operations) && isInt(flags) && isInt(privateData)) {
    const file = hot.files.pop();
    if (file !== undefined) {
      const { words } = hot;
      words[file - 1]! |= LIVE; // its kind has stayed
      words[file + FLAGS] = flags;
      words[file + OPERATIONS] = operations;
      words[file + SERIAL] = 0;
      words[file + POSITION] = 0;
      words[file + PRIVATE_DATA] = privateData;
      words[file + COUNT] = 1;
      return file;
    }
  }
  return allocFileGeneral(kernel, operations, flags, privateData);
}

function closeCold(kernel: Kernel, task: number, fd: number): number {
  rememberTable(kernel, task);
  return closeFdGeneral(kernel, task, fd);
}

/**
 * Takes one more reference to a file that the caller already holds one of. Mirrors `get_file`.
 *
 * @param kernel - The kernel.
 * @param file - The file's address.
 * @throws KernelBug `use after free` when the count was 0.
 *
 * @public
 */
export function getFile(kernel: Kernel, file: number): void {
  const { words } = kernel.hot;
  // With a probe there are no words here.
  const count = words[typeof file === "number" ? file + COUNT : -1] as number;
  if (count > 0) words[file + COUNT] = count + 1;
  else getFileGeneral(kernel, file);
}

/**
 * The file that a descriptor names, borrowed from the table: it holds until somebody closes the descriptor.
 *
 * Mirrors `files_lookup_fd_raw` (Linux 6.x).
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param fd - The descriptor.
 * @returns The file's address, or 0 when it is not open.
 */
export function lookupFdRaw(kernel: Kernel, task: number, fd: number): number {
  const { hot } = kernel;
  // What is no integer, or none of C's, the general path refuses or wraps.
  if (hot.task === task && fd === fd >>> 0 && fd < hot.maxFds)
    return visibleFile(hot.words[hot.fds + fd]! | 0);
  rememberTable(kernel, task);
  return lookupFdRawGeneral(kernel, task, fd);
}

/** The lowest clear bit of open_fds in the word of `nextFd`, from there on, or in a later one; `maxFds` when there is none. */
function findClear(
  words: Int32Array,
  { maxFds, openFds, fullFdsBits, fullWordsBits }: HotTable,
  nextFd: number,
): number {
  if (nextFd >= maxFds) return maxFds;
  const here = ~(words[openFds + (nextFd >> SHIFT)] as number) & (-1 << nextFd);
  if (here !== 0) return (nextFd | INDEX) - clz32(here & -here);
  const word = (nextFd >> SHIFT) + 1;
  if (word << SHIFT >= maxFds) return maxFds;
  let fullWord = word >> SHIFT;
  let notFull = ~(words[fullFdsBits + fullWord] as number) & (-1 << (word & INDEX));
  if (notFull === 0) {
    const count = ((maxFds >> SHIFT) + INDEX) >> SHIFT;
    if (++fullWord >= count) return maxFds;
    let topWord = fullWord >> SHIFT;
    let some = ~(words[fullWordsBits + topWord] as number) & (-1 << (fullWord & INDEX));
    while (some === 0) {
      if (++topWord << SHIFT >= count) return maxFds;
      some = ~(words[fullWordsBits + topWord] as number);
    }
    fullWord = (topWord << SHIFT) + 31 - clz32(some & -some);
    if (fullWord >= count) return maxFds;
    notFull = ~(words[fullFdsBits + fullWord] as number);
  }
  const found = (fullWord << SHIFT) + 31 - clz32(notFull & -notFull);
  if (found << SHIFT >= maxFds) return maxFds;
  const clear = ~(words[openFds + found] as number);
  return (found << SHIFT) + 31 - clz32(clear & -clear);
}

/** Word `word` of open_fds has become full. */
function markFull(hot: HotTable, word: number): void {
  const { words } = hot;
  const address = hot.fullFdsBits + (word >> 5);
  const bits = (words[address] as number) | (1 << word);
  words[address] = bits;
  if (bits === -1) words[hot.fullWordsBits + (word >> 10)]! |= 1 << (word >> 5);
}

/** Word `word` of open_fds is full no more. */
function unmarkFull(hot: HotTable, word: number): void {
  const { words } = hot;
  const address = hot.fullFdsBits + (word >> 5);
  const bits = words[address] as number;
  words[address] = bits & ~(1 << word);
  if (bits === -1) words[hot.fullWordsBits + (word >> 10)]! &= ~(1 << (word >> 5));
}
