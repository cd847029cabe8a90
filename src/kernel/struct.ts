/** Structures that users define: blocks of memory whose words have names. */
import { toInt } from "./argument.js";
import type { Kernel } from "./kernel.js";

/**
 * Where each field of a structure lies: offsets in words from its address, and its size.
 *
 * @public
 */
export type StructLayout = Readonly<Record<string, number>> & {
  /** How many words it has. */
  readonly size: number;
};

/**
 * Allocates a zeroed structure: locks, wait queues, counters, pointers. Traces and deadlock reports call its words by their
 * fields, as `lock of counter@104`. Never fails by itself, as {@link Memory.allocate}.
 *
 * @param kernel - The kernel.
 * @param name - What the structure is called: `"counter"`. It has one layout in a kernel.
 * @param layout - Its fields: `{ lock: 0, count: 1, size: 2 }`.
 * @returns Its address.
 * @throws RangeError when a field lies outside of the structure, or the name has another layout already.
 *
 * @public
 */
export function allocStruct(kernel: Kernel, name: string, layout: StructLayout): number {
  const size = toInt("allocStruct", "layout.size", layout.size);
  for (const [field, given] of Object.entries(layout)) {
    const offset = toInt("allocStruct", `layout.${field}`, given);
    if (field === "size" || (offset >= 0 && offset < size)) continue;
    throw new RangeError(`the field ${field} of ${name} is at word ${offset}, and ${name} has ${size} words`);
  }
  const known = kernel.structures.get(name);
  if (known === undefined) kernel.structures.set(name, { ...layout });
  else if (!isSame(known, layout)) {
    throw new RangeError(`${name} has another layout already: give the other structure another name`);
  }
  return kernel.memory.allocate(size, name);
}

function isSame(one: StructLayout, other: StructLayout): boolean {
  const fields = Object.keys(one);
  return fields.length === Object.keys(other).length && fields.every((field) => one[field] === other[field]);
}
