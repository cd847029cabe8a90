/** Many random sequences on both sides, and the shortest of those that part. */
import fc from "fast-check";
import { compare, type Divergence } from "./comparison.js";
import type { Machine } from "./machine.js";
import type { ModelModule } from "../kernel/syscalls.js";
import { loneOperations, taskOperations, type Operation } from "./operation.js";
import { Tally } from "./tally.js";

/** What to search, and how long. */
export interface SearchOptions {
  /** How many operations to compare, at least: the last sequence is finished. */
  readonly operations: number;
  /** Where the random sequences begin. */
  readonly seed: number;
  /** How many tasks the sequences have. */
  readonly tasks: keyof typeof sequencesOf;
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

/** How sequences are drawn, and how many fast-check runs at a time, with a seed of their own. */
const sequencesOf = {
  /** Operations of a task that is alone: a hundred microseconds each. */
  one: { drawn: loneOperations(120) as fc.Arbitrary<Operation[]>, batch: 50 },
  /** Operations of several tasks: milliseconds each. */
  several: { drawn: taskOperations(100) as fc.Arbitrary<Operation[]>, batch: 5 },
} as const;

/** Compares random sequences; each divergence is shrunk to the shortest sequence that shows one. */
export async function search(
  machine: Machine,
  module: ModelModule,
  { operations: wanted, seed, tasks, enough = 1, shrink = true, progress }: SearchOptions,
): Promise<SearchResult> {
  const { drawn, batch: numRuns } = sequencesOf[tasks];
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
    const details = await fc.check(property, { numRuns, seed: seed + batch, endOnFailure: !shrink });
    if (shortest !== undefined) divergences.push(shortest);
    else if (details.failed) throw details.errorInstance;
    progress?.(operations, divergences.length);
  }
  return { operations, sequences, divergences, tally };
}
