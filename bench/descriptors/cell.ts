/** A result of the benchmark, as it is recorded. */
import type { Pattern } from "./patterns.js";

/** What one table takes for one pattern at one size: nanoseconds an operation, over the rounds. */
export interface Cell {
  readonly contender: string;
  readonly pattern: Pattern;
  readonly size: number;
  readonly median?: number;
  readonly min?: number;
  readonly max?: number;
  /** Why there are no numbers. */
  readonly skipped?: string;
}
