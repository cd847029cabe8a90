/**
 * The loops that are timed. Every table imports copies of this module of its own (by a query), so that the engine
 * specialises the loops for that table alone, as it would in a program that uses only that one.
 */

/** A descriptor table under measurement: the narrowest calls that still allocate, install and close. */
export interface DescriptorTable {
  /** Allocates a descriptor and installs a file in it. */
  open(): number;
  /** Closes a descriptor. */
  close(fd: number): void;
}

/** How one operation (an allocate, an install and a close) picks what it closes. */
export type Pattern = "tail" | "lowest" | "random" | "adversarial";

/** Every pattern, in the order in which they are measured; bitmap.c knows them by their place here. */
export const patterns: readonly Pattern[] = ["tail", "lowest", "random", "adversarial"];

/**
 * Runs one pattern.
 *
 * @param live - The open descriptors, in the order in which they were opened; kept up to date.
 * @param operations - How many times to allocate, install and close.
 * @param seed - Of the random numbers: the same for every table, and in C.
 */
export type Run = (
  table: DescriptorTable,
  live: Int32Array,
  pattern: Pattern,
  operations: number,
  seed: number,
) => void;

export const run: Run = (table, live, pattern, operations, seed) => {
  switch (pattern) {
    case "tail":
      for (let i = 0; i < operations; i++) table.close(table.open());
      return;
    case "lowest":
      for (let i = 0; i < operations; i++) {
        table.close(live[5] as number);
        live[5] = table.open();
      }
      return;
    case "random": {
      let x = seed;
      for (let i = 0; i < operations; i++) {
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
        const index = x & (live.length - 1); // their number is a power of two
        table.close(live[index] as number);
        live[index] = table.open();
      }
      return;
    }
    case "adversarial":
      // The first open fills the hole at the bottom; the second must look past the whole table.
      for (let i = 0; i < operations; i += 2) {
        table.close(live[0] as number);
        live[0] = table.open();
        table.close(table.open());
      }
      return;
  }
};
