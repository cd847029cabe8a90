/** Many random sequences on both sides, and the shortest of those that part. */
import fc from "fast-check";
import { compare, type Divergence } from "./comparison.js";
import type { Machine } from "./machine.js";
import type { ModelModule } from "./model.js";
import { tableOperations, type Operation } from "./operation.js";
import { Tally } from "./tally.js";

/** What to search, and how long. */
export interface SearchOptions {
  /** How many operations to compare, at least: the last sequence is finished. */
  readonly operations: number;
  /** Where the random sequences begin. */
  readonly seed: number;
  /** How the sequences are drawn; operations of one task by default. */
  readonly sequences?: fc.Arbitrary<Operation[]>;
  /** After how many divergences to stop; 1 by default. */
  readonly enough?: number;
  /** Whether to shrink what is found to the shortest sequence; true by default. */
  readonly shrink?: boolean;
  /** Called after each batch of sequences. */
  readonly progress?: (operations: number, divergences: number) => void;
}

/** What was searched, and what was found. */
export interface SearchResult {
  readonly operations: number;
  readonly sequences: number;
  readonly divergences: readonly Divergence[];
  /** What the kernel answered, and how often. */
  readonly tally: Tally;
}

/** Sequences of one seed: what fast-check runs at a time. */
const BATCH = 50;

/** The longest sequence of operations of one task. */
const LENGTH = 120;

/** Compares random sequences; each divergence is shrunk to the shortest sequence that shows one. */
export async function search(
  machine: Machine,
  module: ModelModule,
  {
    operations: wanted,
    seed,
    sequences: drawn = tableOperations(LENGTH),
    enough = 1,
    shrink = true,
    progress,
  }: SearchOptions,
): Promise<SearchResult> {
  let [operations, sequences] = [0, 0];
  const divergences: Divergence[] = [];
  const tally = new Tally();
  for (let batch = 0; operations < wanted && divergences.length < enough; batch++) {
    let shortest: Divergence | undefined;
    const property = fc.asyncProperty(drawn, async (list) => {
      if (operations >= wanted && shortest === undefined) return;
      const { compared, divergence } = await compare(
        machine,
        module,
        list,
        shortest === undefined ? tally : undefined,
      );
      if (shortest === undefined) {
        operations += compared;
        sequences++;
      }
      shortest = divergence ?? shortest; // each one that fails while shrinking is shorter than the one before
      return divergence === undefined;
    });
    const details = await fc.check(property, { numRuns: BATCH, seed: seed + batch, endOnFailure: !shrink });
    if (shortest !== undefined) divergences.push(shortest);
    else if (details.failed) throw details.errorInstance;
    progress?.(operations, divergences.length);
  }
  return { operations, sequences, divergences, tally };
}
