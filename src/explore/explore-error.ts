/** What the explorer says when it cannot give a verdict: the scenario breaks a rule that exploring rests on. */

/**
 * Why a scenario cannot be explored.
 *
 * - `nondeterministic`: a task did something else when it was run again with the same answers;
 * - `outside`: a task keeps state outside of the kernel's memory;
 * - `swallowed`: a task catches every exception, the explorer's stop included;
 * - `endless`: a task does not return;
 * - `setup`: set-up throws, or the kernel's options are out of their ranges;
 * - `value`: an address, or what a task returns, is no 32-bit integer;
 * - `memory`: a task needs more memory than the explorer gives it;
 * - `option`: an option of the search is out of its range;
 * - `token`: a replay token cannot be read.
 *
 * @public
 */
export type ExploreErrorKind =
  | "nondeterministic"
  | "outside"
  | "swallowed"
  | "endless"
  | "setup"
  | "value"
  | "memory"
  | "option"
  | "token";

/**
 * A scenario that cannot be explored, with what to change. Never a verdict.
 *
 * @public
 */
export class ExploreError extends Error {
  /** Always `"ExploreError"`. */
  override readonly name = "ExploreError";

  /**
   * @param kind - Why.
   * @param message - What happened, and what to change.
   */
  constructor(
    /** Why. */
    readonly kind: ExploreErrorKind,
    message: string,
  ) {
    super(message);
  }
}

/** The error of a task that has done so many operations and not returned. */
export function endless(task: string, operations: number): ExploreError {
  return new ExploreError(
    "endless",
    `The task "${task}" has done ${operations} operations and not returned: an endless loop? ` +
      "Bound the loop, or wait with waitEvent instead of polling.",
  );
}
