/** Looking a descriptor up without the lock, under RCU. */
import { toAddress, toInt } from "./argument.js";
import { KernelBug } from "./bug.js";
import { fput } from "./file.js";
import type { Kernel } from "./kernel.js";
import { Fdtable, FileStruct, FilesStruct, TaskStruct } from "./layout.js";
import { fileName } from "./names.js";

/**
 * The file that a slot shows to readers: an odd value is an uncommitted file, which reads as 0, that is as
 * reserved.
 */
export function visibleFile(slot: number): number {
  return (slot & 1) !== 0 ? 0 : slot;
}

/** More than the tasks of any real run can make a lookup begin again. */
const MAX_RETRIES = 1000;

/**
 * The file that a descriptor names, with a reference that the caller must drop.
 *
 * Mirrors `fget` and `__fget_files_rcu` (Linux 6.x): lockless; after taking the reference it reads table and slot
 * again, because the file may have been closed and its memory handed to another one meanwhile (CVE-2021-4083).
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param fd - The descriptor.
 * @returns The file's address, or 0 when it is not open.
 * @throws {@link KernelBug} `use after free` when the table holds a file that has no reference left.
 *
 * @public
 */
export function fget(kernel: Kernel, task: number, fd: number): number {
  task = toAddress(kernel, "fget", "task", task);
  fd = toInt("fget", "fd", fd);
  const { memory } = kernel;
  const files = memory.load(task + TaskStruct.files);
  if (files === 0 || fd < 0) return 0;
  memory.rcuReadLock();
  let file = 0;
  let retries = 0;
  for (;;) {
    const fdt = memory.load(files + FilesStruct.fdt);
    if (fd >= memory.load(fdt + Fdtable.maxFds)) break;
    const slot = memory.load(fdt + Fdtable.fd) + fd;
    const found = visibleFile(memory.load(slot));
    if (found === 0) break;
    if (!memory.incrementNotZero(found + FileStruct.count)) {
      // Its last reference is gone, so the slot was cleared before. The slot may name it again already: files are
      // recycled. Only a slot that goes on naming a released file is wrong, and would be looked up for ever.
      if (++retries === MAX_RETRIES) {
        const what = `slot ${fd} names ${fileName(kernel, found)}: released`;
        throw new KernelBug("use after free", "fget", what);
      }
      continue;
    }
    const once = kernel.lookup === "once";
    if (once || (memory.load(slot) === found && memory.load(files + FilesStruct.fdt) === fdt)) {
      file = found;
      break;
    }
    fput(kernel, found);
  }
  memory.rcuReadUnlock();
  return file;
}

/**
 * {@link fget} that borrows where it can: when the table has one user, nobody else can close the descriptor
 * meanwhile, and no reference is taken.
 *
 * Mirrors `fdget` (Linux 6.x); bit 0 of the result says that a reference was taken, like FDPUT_FPUT.
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param fd - The descriptor.
 * @returns What {@link fdput} takes back: the file's address, plus 1 when a reference was taken; 0 when the
 * descriptor is not open.
 *
 * @public
 */
export function fdget(kernel: Kernel, task: number, fd: number): number {
  task = toAddress(kernel, "fdget", "task", task);
  fd = toInt("fdget", "fd", fd);
  const { memory } = kernel;
  const files = memory.load(task + TaskStruct.files);
  if (files === 0 || fd < 0) return 0;
  if (memory.load(files + FilesStruct.count) === 1) return slotOf(kernel, files, fd);
  const file = fget(kernel, task, fd);
  return file === 0 ? 0 : file | 1;
}

/** The general code of lookupFdRaw: see direct.ts. */
export function lookupFdRaw(kernel: Kernel, task: number, fd: number): number {
  task = toAddress(kernel, "lookupFdRaw", "task", task);
  fd = toInt("lookupFdRaw", "fd", fd);
  const files = kernel.memory.load(task + TaskStruct.files);
  return files === 0 || fd < 0 ? 0 : slotOf(kernel, files, fd);
}

/** The file in a slot of a table, without a reference. */
function slotOf({ memory }: Kernel, files: number, fd: number): number {
  const fdt = memory.load(files + FilesStruct.fdt);
  if (fd >= memory.load(fdt + Fdtable.maxFds)) return 0;
  return visibleFile(memory.load(memory.load(fdt + Fdtable.fd) + fd));
}

/**
 * Ends what {@link fdget} began. Mirrors `fdput`.
 *
 * @param kernel - The kernel.
 * @param borrowed - What fdget returned.
 *
 * @public
 */
export function fdput(kernel: Kernel, borrowed: number): void {
  borrowed = toInt("fdput", "borrowed", borrowed);
  if ((borrowed & 1) !== 0) fput(kernel, borrowed & ~1);
}
