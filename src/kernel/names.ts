/** Says what a word or an object of memory is: as data, and for people, as `fd[3] of table@4` or `file@118`. */
import { toInt } from "./argument.js";
import type { Kernel } from "./kernel.js";
import { Fdtable, FilesStruct, FileStruct, kinds, NR_OPEN, SignalStruct, TaskStruct } from "./layout.js";

const structures = new Map<string, Readonly<Record<string, number>>>([
  [kinds.task, TaskStruct],
  [kinds.signal, SignalStruct],
  [kinds.file, FileStruct],
  [kinds.files, FilesStruct],
  [kinds.fdtable, Fdtable],
]);

/** Keys of the layouts that are no fields: sizes, and where the words of a scheme begin, which has names for them. */
const notFields: ReadonlySet<string> = new Set(["size", "scheme"]);

/**
 * An object of memory, or one of its words, as data. Addresses differ from kernel to kernel; the rest is what two runs are
 * compared by.
 *
 * @public
 */
export interface MemoryName {
  /**
   * What the object is: `table` for a files_struct, a file by the name of its operations, anything else by the kind of
   * its block; absent where no block lies.
   */
  readonly kind?: string;
  /** Where the object lies; where no block lies, the word. */
  readonly address: number;
  /**
   * The field or the array of the word, or the name of a global variable, which lies in no block; absent for a whole object,
   * and for a word that has no field.
   */
  readonly field?: string;
  /** The index in that array, or in the object for a word that has no field. */
  readonly index?: number;
  /** True for the arrays of the fdtable that its files_struct began with. */
  readonly embedded?: true;
}

/**
 * Names a word, as far as the memory of this moment tells: an array of a table by its index, a field of a structure by
 * its name, any other word by its block's kind and its offset.
 *
 * @param kernel - The kernel.
 * @param address - The word.
 */
export function describeWord(kernel: Kernel, address: number): MemoryName {
  if (address === NR_OPEN) return { address, field: "sysctl_nr_open" };
  const { memory } = kernel;
  const words = memory.raw;
  const word = (at: number): number => words[at] as number;
  for (const { address: files } of memory.allBlocks(kinds.files)) {
    const fdt = word(files + FilesStruct.fdt);
    const inTable = nameInTable(kernel, fdt, address);
    if (inTable !== undefined) return { kind: "table", address: files, ...inTable };
    const embedded = nameInTable(kernel, files + FilesStruct.fdtab, address);
    if (embedded !== undefined) return { kind: "table", address: files, ...embedded, embedded: true };
  }
  for (const block of memory.allBlocks(undefined, true)) {
    const offset = address - block.address;
    if (offset < 0 || offset >= block.words) continue;
    const structure = structures.get(block.kind) ?? kernel.structures.get(block.kind);
    const own = block.kind === kinds.task ? kernel.scheme.taskWords[offset - TaskStruct.scheme] : undefined;
    const field = own ?? (structure === undefined ? undefined : fieldAt(structure, offset));
    return {
      ...describeObject(kernel, block.address),
      ...(field === undefined ? { index: offset } : { field }),
    };
  }
  return { address };
}

/**
 * Names an object; where there is none, the word.
 *
 * @param kernel - The kernel.
 * @param address - The object's block.
 */
export function describeObject(kernel: Kernel, address: number): MemoryName {
  const kind = kernel.memory.kindAt(address) as string | undefined;
  if (kind === undefined) return { address };
  if (kind === kinds.file) return describeFile(kernel, address);
  return { kind: kind === kinds.files ? "table" : kind.replace("struct ", ""), address };
}

/** Names a file by its operations, also once its memory is something else. */
export function describeFile(kernel: Kernel, file: number): MemoryName {
  const operations = kernel.operations[kernel.memory.raw[file + FileStruct.operations] as number];
  return { kind: operations?.name ?? "file", address: file };
}

/**
 * A name for people: `fd[3] of table@4`, `counter@104[1]`, `pipe@120`.
 *
 * @param name - The name.
 *
 * @public
 */
export function formatName({ kind, address, field, index, embedded }: MemoryName): string {
  if (kind === undefined) return field ?? `the word at ${address}`;
  const at = index === undefined ? "" : `[${index}]`;
  if (field === undefined) return `${kind}@${address}${at}`;
  return `${field}${at} of ${embedded === true ? "the first fdtable of " : ""}${kind}@${address}`;
}

/**
 * What a word is called in texts.
 *
 * @param kernel - The kernel.
 * @param address - The word.
 *
 * @public
 */
export function nameWord(kernel: Kernel, address: number): string {
  address = toInt("nameWord", "address", address);
  return formatName(describeWord(kernel, address));
}

/**
 * What a file is called in texts: `pipe@120`.
 *
 * @param kernel - The kernel.
 * @param file - The file's address.
 *
 * @public
 */
export function fileName(kernel: Kernel, file: number): string {
  file = toInt("fileName", "file", file);
  return formatName(describeFile(kernel, file));
}

function nameInTable(
  kernel: Kernel,
  fdt: number,
  address: number,
): { readonly field: string; readonly index: number } | undefined {
  const words = kernel.memory.raw;
  const maxFds = words[fdt + Fdtable.maxFds] as number;
  const bits = kernel.shape.wordsFor(maxFds);
  const arrays: readonly [field: string, first: number, length: number][] = [
    ["fd", words[fdt + Fdtable.fd] as number, maxFds],
    ["open_fds", words[fdt + Fdtable.openFds] as number, bits],
    ["close_on_exec", words[fdt + Fdtable.closeOnExec] as number, bits],
    ["full_fds_bits", words[fdt + Fdtable.fullFdsBits] as number, kernel.shape.wordsFor(bits)],
  ];
  for (const [field, first, length] of arrays) {
    if (address >= first && address < first + length) return { field, index: address - first };
  }
  return undefined;
}

function fieldAt(structure: Readonly<Record<string, number>>, offset: number): string | undefined {
  const name = Object.keys(structure).find((key) => !notFields.has(key) && structure[key] === offset);
  return name?.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
