/**
 * Where the explorer's heap places blocks: each task has an arena, and an arena has cells of sizes that are powers of
 * two. So an address is a function of what its task has allocated so far, whatever others do, and the block of an
 * address is found by arithmetic. Freed cells are not used again, so that a use after free is always seen.
 */

/** Words before a block: its size, and its kind with its state. As on the kernel's own heap. */
export const HEADER = 2;

interface CellClass {
  readonly shift: number;
  readonly offset: number;
  readonly cells: number;
}

function layOut(): { readonly classes: CellClass[]; readonly words: number } {
  const classes: CellClass[] = [];
  let offset = 0;
  for (let shift = 4; shift <= 12; shift++) {
    const size = 1 << shift;
    const cells = shift <= 5 ? 64 : shift <= 10 ? 16 : shift === 11 ? 4 : 2;
    // Aligned, so that the low bits of an address are its place in the cell.
    offset = Math.ceil(offset / size) * size;
    classes.push({ shift, offset, cells });
    offset += size * cells;
  }
  return { classes, words: Math.ceil(offset / 4096) * 4096 };
}

const { classes, words } = layOut();

/** The size classes of cells. */
export const cellClasses: readonly CellClass[] = classes;

/** Words of one arena; a multiple of the largest cell. */
export const ARENA = words;

/** Blocks of the kernel's heap begin here. */
const SHIFT_OF_CHUNK = new Uint8Array(ARENA >> 10);
for (const { shift, offset, cells } of classes) {
  for (let word = offset; word < offset + (cells << shift); word += 1024) SHIFT_OF_CHUNK[word >> 10] = shift;
}

/** The first word of the cell of an offset in an arena: where its block's header is. */
export function cellOf(offset: number): number {
  const shift = SHIFT_OF_CHUNK[offset >> 10] as number;
  return offset & -(1 << shift);
}

/** The number of the smallest class with room for a block; -1 when none has. */
export function classFor(size: number): number {
  return cellClasses.findIndex(({ shift }) => 1 << shift >= size + HEADER);
}
