/** The fdtable: claiming and freeing bits, the search for a free one, growing, and sizing a copy. */
import { clearBit, highestSet, lowestClear, setBit, testBit } from "./bitmap.js";
import { errnoNumbers } from "./errno.js";
import type { Kernel } from "./kernel.js";
import { Fdtable, FilesStruct, kinds } from "./layout.js";

const { EMFILE, ENOMEM } = errnoNumbers;

/** How many words the four bitmaps of a table of `maxFds` slots take, level by level. */
function levels(kernel: Kernel, maxFds: number): [bits: number, full: number, fullWords: number] {
  const bits = kernel.shape.wordsFor(maxFds);
  const full = kernel.shape.wordsFor(bits);
  return [bits, full, kernel.shape.wordsFor(full)];
}

/** Words of the bitmaps block of a table of `maxFds` slots. */
export function bitmapWords(kernel: Kernel, maxFds: number): number {
  const [bits, full, fullWords] = levels(kernel, maxFds);
  return 2 * bits + full + fullWords;
}

/** Points a table at its arrays. */
export function initFdtable(kernel: Kernel, fdt: number, maxFds: number, fd: number, bitmaps: number): void {
  const { memory } = kernel;
  const [bits, full] = levels(kernel, maxFds);
  memory.store(fdt + Fdtable.maxFds, maxFds);
  memory.store(fdt + Fdtable.fd, fd);
  memory.store(fdt + Fdtable.openFds, bitmaps);
  memory.store(fdt + Fdtable.closeOnExec, bitmaps + bits);
  memory.store(fdt + Fdtable.fullFdsBits, bitmaps + 2 * bits);
  memory.store(fdt + Fdtable.fullWordsBits, bitmaps + 2 * bits + full);
}

/**
 * A new empty table for at least `slots` descriptors, as `alloc_fdtable` makes it (from Linux 6.13, 64-bit): the next
 * power of two; where that is past nr_open, what nr_open allows. Before 6.13 that was rounded up to a whole word, and
 * the callers looked whether it was enough.
 *
 * @returns Its address, or -EMFILE, or -ENOMEM at one of its three allocations.
 */
export function allocFdtable(kernel: Kernel, slots: number): number {
  const { memory, bitsPerLong } = kernel;
  let maxFds = Math.max(2 ** Math.ceil(Math.log2(slots)), bitsPerLong);
  if (maxFds > kernel.nrOpen) {
    // nr_open may have been lowered since the caller looked at it.
    const { nrOpen } = kernel;
    maxFds = nrOpen - (nrOpen % bitsPerLong);
    if (maxFds < slots) return -EMFILE;
  }
  if (memory.fails("ENOMEM", "alloc_fdtable: struct fdtable")) return -ENOMEM;
  const fdt = memory.allocate(Fdtable.size, kinds.fdtable);
  if (memory.fails("ENOMEM", "alloc_fdtable: fd array")) {
    memory.free(fdt);
    return -ENOMEM;
  }
  const fd = memory.allocate(maxFds, kinds.fdArray);
  if (memory.fails("ENOMEM", "alloc_fdtable: bitmaps")) {
    memory.free(fd);
    memory.free(fdt);
    return -ENOMEM;
  }
  initFdtable(kernel, fdt, maxFds, fd, memory.allocate(bitmapWords(kernel, maxFds), kinds.bitmaps));
  return fdt;
}

/** Frees a table that nobody can reach any more. The embedded one lives in its files_struct. */
export function freeFdtable(kernel: Kernel, files: number, fdt: number): void {
  if (fdt === files + FilesStruct.fdtab) return;
  const { memory } = kernel;
  memory.free(memory.load(fdt + Fdtable.fd));
  memory.free(memory.load(fdt + Fdtable.openFds));
  memory.free(fdt);
}

/** Marks a descriptor claimed, with its full bits. The caller holds the lock. */
export function setOpenFd(kernel: Kernel, fdt: number, fd: number): void {
  const { memory, shape } = kernel;
  // INVARIANT established: full_fds_bits says of each word of open_fds whether it is full; likewise one level up.
  if (
    setBit(memory, shape, memory.load(fdt + Fdtable.openFds), fd) &&
    setBit(memory, shape, memory.load(fdt + Fdtable.fullFdsBits), fd >> shape.shift)
  ) {
    setBit(memory, shape, memory.load(fdt + Fdtable.fullWordsBits), fd >> (2 * shape.shift));
  }
}

/** Marks a descriptor free, with its full bits. The caller holds the lock. */
export function clearOpenFd(kernel: Kernel, fdt: number, fd: number): void {
  const { memory, shape } = kernel;
  if (
    clearBit(memory, shape, memory.load(fdt + Fdtable.openFds), fd) &&
    clearBit(memory, shape, memory.load(fdt + Fdtable.fullFdsBits), fd >> shape.shift)
  ) {
    clearBit(memory, shape, memory.load(fdt + Fdtable.fullWordsBits), fd >> (2 * shape.shift));
  }
}

/** Whether a descriptor is claimed: reserved or open. */
export function testOpenFd(kernel: Kernel, fdt: number, fd: number): boolean {
  return testBit(kernel.memory, kernel.shape, kernel.memory.load(fdt + Fdtable.openFds), fd);
}

/** Sets or clears close-on-exec; a store only where it changes something. */
export function setCloseOnExec(kernel: Kernel, fdt: number, fd: number, set: boolean): void {
  const { memory, shape } = kernel;
  const map = memory.load(fdt + Fdtable.closeOnExec);
  if (testBit(memory, shape, map, fd) === set) return;
  if (set) setBit(memory, shape, map, fd);
  else clearBit(memory, shape, map, fd);
}

/** Whether close-on-exec is set. */
export function testCloseOnExec(kernel: Kernel, fdt: number, fd: number): boolean {
  return testBit(kernel.memory, kernel.shape, kernel.memory.load(fdt + Fdtable.closeOnExec), fd);
}

/**
 * The lowest unclaimed descriptor at or above `start` (which is below maxFds), or maxFds when there is none; as
 * `find_next_fd`: first the word of `start`, then the words that full_fds_bits does not call full.
 */
export function findNextFd(kernel: Kernel, fdt: number, maxFds: number, start: number): number {
  const { memory, shape } = kernel;
  const { shift, indexMask } = shape;
  const openFds = memory.load(fdt + Fdtable.openFds);
  let word = start >> shift;
  let bit = lowestClear(shape, memory.load(openFds + word), start & indexMask);
  if (bit >= 0) return (word << shift) + bit;
  if (++word << shift >= maxFds) return maxFds;

  // INVARIANT relied upon: a clear bit in full_fds_bits is a word with a clear bit. Bits past the last word are
  // never set, so that a search that runs off the end finds one there, past maxFds.
  const full = memory.load(fdt + Fdtable.fullFdsBits);
  let fullWord = word >> shift;
  bit = lowestClear(shape, memory.load(full + fullWord), word & indexMask);
  if (bit < 0) {
    const words = shape.wordsFor(maxFds >> shift);
    if (++fullWord >= words) return maxFds;
    const top = memory.load(fdt + Fdtable.fullWordsBits);
    let topWord = fullWord >> shift;
    let from = fullWord & indexMask;
    while ((bit = lowestClear(shape, memory.load(top + topWord), from)) < 0) {
      if (++topWord << shift >= words) return maxFds;
      from = 0;
    }
    fullWord = (topWord << shift) + bit;
    if (fullWord >= words) return maxFds;
    bit = lowestClear(shape, memory.load(full + fullWord), 0);
  }
  word = (fullWord << shift) + bit;
  if (word << shift >= maxFds) return maxFds;
  return (word << shift) + lowestClear(shape, memory.load(openFds + word), 0);
}

/**
 * Makes room for descriptor `nr`, as `expand_files` does (Linux 6.18; 6.13 compared nr_open before it waited). The caller holds the lock; **it is dropped
 * and taken again** when the table grows, so the caller must look again at everything it knew.
 *
 * @returns 0, or -EMFILE (at or past nr_open), or -ENOMEM.
 */
export function expandFiles(kernel: Kernel, files: number, nr: number): number {
  const { memory } = kernel;
  const lock = files + FilesStruct.fileLock;
  const resizing = files + FilesStruct.resizeInProgress;
  for (;;) {
    const fdt = memory.load(files + FilesStruct.fdt);
    if (nr < memory.load(fdt + Fdtable.maxFds)) return 0;
    if (memory.load(resizing) === 0) break;
    memory.unlock(lock);
    memory.waitEvent(files + FilesStruct.resizeWait, resizing, 0);
    memory.lock(lock);
  }
  // After the wait: nr_open is compared with what the table is now, not with what it was before.
  if (nr >= kernel.nrOpen) return -EMFILE;
  memory.store(resizing, 1);
  const result = expandFdtable(kernel, files, nr);
  memory.store(resizing, 0);
  memory.wakeUpAll(files + FilesStruct.resizeWait); // also on failure: a sleeper must not wait for ever
  return result;
}

/** Grows the table, as `expand_fdtable` does: the lock is dropped while memory is allocated. */
function expandFdtable(kernel: Kernel, files: number, nr: number): number {
  const { memory } = kernel;
  const lock = files + FilesStruct.fileLock;
  memory.unlock(lock);
  const grown = allocFdtable(kernel, nr + 1);
  // Wait out every lockless install that began before resize_in_progress was set: it may still store into the
  // old array, and a store after the copy below would be lost. An unshared table has no such installer.
  if (memory.load(files + FilesStruct.count) > 1) memory.synchronizeRcu();
  memory.lock(lock);
  if (grown < 0) return grown;
  const old = memory.load(files + FilesStruct.fdt);
  const slots = memory.load(old + Fdtable.maxFds);
  copyBitmaps(kernel, old, grown, slots);
  const from = memory.load(old + Fdtable.fd);
  const to = memory.load(grown + Fdtable.fd);
  for (let fd = 0; fd < slots; fd++) memory.store(to + fd, memory.load(from + fd));
  memory.store(files + FilesStruct.fdt, grown);
  kernel.hot.forget();
  if (old !== files + FilesStruct.fdtab) {
    // Lockless readers may still be in the old table.
    memory.freeAfterGracePeriod(from);
    memory.freeAfterGracePeriod(memory.load(old + Fdtable.openFds));
    memory.freeAfterGracePeriod(old);
  }
  return 0;
}

/**
 * Copies the bitmaps of the first `slots` descriptors (a multiple of bitsPerLong) into an empty table, as
 * `copy_fd_bitmaps` does: full_fds_bits too is copied. Our third level is derived.
 */
export function copyBitmaps(kernel: Kernel, from: number, to: number, slots: number): void {
  const { memory, shape } = kernel;
  const words = shape.wordsFor(slots);
  const openFrom = memory.load(from + Fdtable.openFds);
  const openTo = memory.load(to + Fdtable.openFds);
  const cloexecFrom = memory.load(from + Fdtable.closeOnExec);
  const cloexecTo = memory.load(to + Fdtable.closeOnExec);
  for (let word = 0; word < words; word++) {
    memory.store(openTo + word, memory.load(openFrom + word));
    memory.store(cloexecTo + word, memory.load(cloexecFrom + word));
  }
  const fullFrom = memory.load(from + Fdtable.fullFdsBits);
  const fullTo = memory.load(to + Fdtable.fullFdsBits);
  for (let word = 0; word << shape.shift < words; word++) {
    // INVARIANT kept: a bit past the copied words stands for a word that the copy has not got, or has empty.
    const left = words - (word << shape.shift);
    const isWhole = left > shape.indexMask || kernel.fullBitsCopy === "words";
    const bits = memory.load(fullFrom + word) & (isWhole ? -1 : (1 << left) - 1);
    memory.store(fullTo + word, bits);
    if (bits === shape.full) setBit(memory, shape, memory.load(to + Fdtable.fullWordsBits), word);
  }
}

/**
 * How many slots a copy needs, as `sane_fdtable_size` counts: up to the highest claimed descriptor, rounded up to
 * BITS_PER_LONG; claimed, not open: a reserved one counts although it is not copied. With a hole, descriptors in
 * it count only when one above it does, or up to `highest`.
 */
export function saneFdtableSize(
  kernel: Kernel,
  fdt: number,
  hole: FdRange | undefined,
  highest: number,
): number {
  const { memory, shape, bitsPerLong } = kernel;
  const openFds = memory.load(fdt + Fdtable.openFds);
  const highestBelow = (end: number): number => {
    for (let word = (end - 1) >> shape.shift; word >= 0 && end > 0; word--) {
      let bits = memory.load(openFds + word);
      const base = word << shape.shift;
      if (base + shape.indexMask >= end) bits &= (1 << (end - base)) - 1;
      if (bits !== 0) return base + highestSet(bits);
    }
    return -1;
  };
  let last = highestBelow(memory.load(fdt + Fdtable.maxFds));
  if (hole !== undefined && last >= hole.first && last <= hole.last) {
    last = Math.max(highest, highestBelow(hole.first));
  }
  const aligned = Math.ceil((last + 1) / bitsPerLong) * bitsPerLong;
  return Math.max(aligned, bitsPerLong);
}

/**
 * A range of descriptors, both ends included.
 *
 * @public
 */
export interface FdRange {
  /** The first one. */
  readonly first: number;
  /** The last one. */
  readonly last: number;
}
