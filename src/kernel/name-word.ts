/** Says what a word of memory is, for people: `fd[3] of table@4`, `file_lock of table@4`. */
import { toInt } from "./argument.js";
import { fileName } from "./file.js";
import type { Kernel } from "./kernel.js";
import { Fdtable, FilesStruct, FileStruct, kinds, OwnerRecord, SignalStruct, TaskStruct } from "./layout.js";

const structures: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  [kinds.task]: TaskStruct,
  [kinds.signal]: SignalStruct,
  [kinds.file]: FileStruct,
  [kinds.files]: FilesStruct,
  [kinds.fdtable]: Fdtable,
  [kinds.owner]: OwnerRecord,
};

/** Keys of the layouts that are no fields: sizes, and where the words of a scheme begin, which has names for them. */
const notFields: ReadonlySet<string> = new Set(["size", "scheme"]);

/**
 * The name of a word, as far as the memory of this moment tells: an array of a table by its index, a field of a
 * structure by its name, any other word by its block's kind and its offset.
 *
 * @param kernel - The kernel.
 * @param address - The word.
 *
 * @public
 */
export function nameWord(kernel: Kernel, address: number): string {
  address = toInt("nameWord", "address", address);
  const { memory } = kernel;
  const { words } = memory;
  const word = (at: number): number => words[at] as number;
  for (const { address: files } of memory.blocks(kinds.files)) {
    const name = `table@${files}`;
    const fdt = word(files + FilesStruct.fdt);
    const inTable = nameInTable(kernel, fdt, address);
    if (inTable !== undefined) return `${inTable} of ${name}`;
    const embedded = nameInTable(kernel, files + FilesStruct.fdtab, address);
    if (embedded !== undefined) return `${embedded} of the first fdtable of ${name}`;
  }
  for (const block of memory.blocks(undefined, true)) {
    const offset = address - block.address;
    if (offset < 0 || offset >= block.words) continue;
    const structure = structures[block.kind];
    const own = block.kind === kinds.task ? kernel.scheme.taskWords[offset - TaskStruct.scheme] : undefined;
    const field = own ?? (structure === undefined ? undefined : fieldAt(structure, offset));
    if (field === undefined) return `${block.kind}@${block.address}[${offset}]`;
    if (block.kind === kinds.file) return `${field} of ${fileName(kernel, block.address)}`;
    if (block.kind === kinds.files) return `${field} of table@${block.address}`;
    return `${field} of ${block.kind.replace("struct ", "")}@${block.address}`;
  }
  return `the word at ${address}`;
}

function nameInTable(kernel: Kernel, fdt: number, address: number): string | undefined {
  const { words } = kernel.memory;
  const maxFds = words[fdt + Fdtable.maxFds] as number;
  const bits = kernel.shape.wordsFor(maxFds);
  const arrays: readonly [name: string, first: number, length: number][] = [
    ["fd", words[fdt + Fdtable.fd] as number, maxFds],
    ["open_fds", words[fdt + Fdtable.openFds] as number, bits],
    ["close_on_exec", words[fdt + Fdtable.closeOnExec] as number, bits],
    ["full_fds_bits", words[fdt + Fdtable.fullFdsBits] as number, kernel.shape.wordsFor(bits)],
  ];
  for (const [name, first, length] of arrays) {
    if (address >= first && address < first + length) return `${name}[${address - first}]`;
  }
  return undefined;
}

function fieldAt(structure: Readonly<Record<string, number>>, offset: number): string | undefined {
  const name = Object.keys(structure).find((key) => !notFields.has(key) && structure[key] === offset);
  return name?.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
