/** Open files: made with one reference, released once when the count reaches 0. */
import { toInt } from "./argument.js";
import { KernelBug } from "./bug.js";
import { errnoNumbers } from "./errno.js";
import type { Kernel } from "./kernel.js";
import { FileStruct, kinds } from "./layout.js";
import { fileName } from "./names.js";

/** The general code of allocFile: see direct.ts. */
export function allocFile(kernel: Kernel, operations: number, flags: number, privateData: number): number {
  operations = toInt("allocFile", "operations", operations);
  flags = toInt("allocFile", "flags", flags);
  privateData = toInt("allocFile", "privateData", privateData);
  const { memory } = kernel;
  if (memory.fails("ENFILE", "alloc_empty_file")) return -errnoNumbers.ENFILE;
  if (memory.fails("ENOMEM", "alloc_empty_file")) return -errnoNumbers.ENOMEM;
  const file = memory.allocate(FileStruct.size, kinds.file);
  memory.store(file + FileStruct.flags, flags);
  memory.store(file + FileStruct.operations, operations);
  memory.store(file + FileStruct.privateData, privateData);
  memory.store(file + FileStruct.count, 1);
  return file;
}

/**
 * Takes one more reference to a file that the caller already holds one of. Mirrors `get_file`.
 *
 * @param kernel - The kernel.
 * @param file - The file's address.
 * @throws {@link KernelBug} `use after free` when the count was 0.
 *
 * @public
 */
export function getFile(kernel: Kernel, file: number): void {
  file = toInt("getFile", "file", file);
  if (kernel.memory.add(file + FileStruct.count, 1) <= 1) throw useAfterFree(kernel, file, "get_file");
}

/**
 * Drops one reference; the last one releases the file: its `release` runs, then its memory goes back.
 *
 * Mirrors `fput`; the release that Linux defers to task work runs at once here.
 *
 * @param kernel - The kernel.
 * @param file - The file's address.
 * @throws {@link KernelBug} `use after free` when there was no reference left to drop.
 *
 * @public
 */
export function fput(kernel: Kernel, file: number): void {
  file = toInt("fput", "file", file);
  const { memory } = kernel;
  const count = memory.add(file + FileStruct.count, -1);
  if (count > 0) return;
  if (count < 0) throw useAfterFree(kernel, file, "fput");
  const operations = kernel.operations[memory.load(file + FileStruct.operations)];
  operations?.release?.(file, memory.load(file + FileStruct.privateData));
  // A struct file is type-safe by RCU (6.7): a lookup may still read its count, and the next open may reuse it.
  memory.recycle(file);
}

function useAfterFree(kernel: Kernel, file: number, where: string): KernelBug {
  return new KernelBug("use after free", where, `${fileName(kernel, file)} has no reference left`);
}
