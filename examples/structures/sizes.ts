/** The arrays of a table that has grown: the next power of two, or what nr_open leaves of it. */
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { Fdtable, filesOf, FilesStruct } from "fd-reservation/kernel";
import { open } from "../races/calls.js";

/** Opens some, and says how large the table and its blocks are. */
function grown(bitsPerLong: 1 | 2, nrOpen: number, count: number, expected: string): Scenario {
  return scenario({
    name: `${count} descriptors in words of ${bitsPerLong} with nr_open ${nrOpen}: ${expected}`,
    kernel: { bitsPerLong, nrOpen },
    setup({ kernel: { memory }, kernel, init }: World) {
      for (let number = 0; number < count; number++) open(init);
      const fdt = memory.load(filesOf(kernel, init.address) + FilesStruct.fdt);
      const size = (kind: string): number => [...memory.blocks(kind)][0]?.words ?? 0;
      const slots = memory.load(fdt + Fdtable.maxFds);
      const is = `${slots} slots, ${size("fd array")} and ${size("fd bitmaps")} words`;
      if (is !== expected) throw new Error(`it has ${is}`);
    },
    tasks: { caller: () => 0 },
  });
}

// Two bitmaps of as many bits as slots, one of as many bits as those have words, and ours of as many as that has.
export const powerOfTwo = grown(2, 16, 3, "4 slots, 4 and 6 words");
export const twice = grown(2, 16, 5, "8 slots, 8 and 11 words");
export const belowNrOpen = grown(1, 3, 3, "3 slots, 3 and 12 words");
export const roundedDown = grown(2, 7, 5, "6 slots, 6 and 9 words");
