/**
 * CVE-2024-45025: a copy of a table took whole words of full_fds_bits. One that was smaller than its source then called a
 * word full that was empty, and the search for the lowest free descriptor passed it by.
 */
import { CloseRangeFlags, type KernelOptions } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { open } from "./calls.js";

/** A table of eight descriptors, all open. Words have two bits: the last full bit of two is that of 6 and 7. */
function openEight({ init }: World): void {
  for (let count = 0; count < 8; count++) open(init);
}

function copying(fullBitsCopy: NonNullable<KernelOptions["fullBitsCopy"]>, violates?: string): Scenario {
  return scenario({
    name: `close_range(UNSHARE) copies fewer descriptors than there are, full bits by ${fullBitsCopy}`,
    kernel: { bitsPerLong: 2, nrOpen: 16, fullBitsCopy },
    setup: openEight,
    tasks: {
      // The copy is made for descriptors 0 to 5 alone.
      unsharer(current) {
        const result = current.closeRange(6, 7, CloseRangeFlags.UNSHARE);
        return result < 0 ? result : open(current);
      },
      sharer: (current) => current.close(0),
    },
    check({ results: { unsharer = 0 } }) {
      if (unsharer > 0 && unsharer !== 6) throw new Error(`open gave ${unsharer}, which was not the lowest`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const words = copying("words", "full_fds_bits bit 3 is true and its word is false");
export const bits = copying("bits");
