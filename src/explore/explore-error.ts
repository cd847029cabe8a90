/** What the explorer says when it cannot give a verdict: the scenario breaks a rule that exploring rests on. */

/**
 * Why a scenario cannot be explored.
 *
 * - `nondeterministic`: a task did something else when it was run again with the same answers;
 * - `outside`: a task keeps state outside of the kernel's memory;
 * - `swallowed`: a task catches every exception, the explorer's stop included;
 * - `endless`: a task does not return;
 * - `unexplored`: set-up, a check or an invariant chooses, and only the choices of tasks are explored;
 * - `setup`: set-up throws, or the kernel's options are out of their ranges;
 * - `check`: a check or an invariant returns something, instead of throwing what is wrong;
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
  | "unexplored"
  | "setup"
  | "check"
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

/** The error of a task that has made so many accesses and not returned. */
export function endless(task: string, accesses: number): ExploreError {
  return new ExploreError(
    "endless",
    `The task "${task}" has made ${accesses} accesses and not returned: an endless loop? ` +
      "Bound the loop, or wait with waitEvent instead of polling.",
  );
}

/** The error of a task that reads memory as a whole. */
export function peekedWords(task: string): ExploreError {
  return new ExploreError(
    "outside",
    `The task "${task}" reads the kernel's memory past its accesses (memory.words, or a table as a whole): when it ` +
      "does so, no other order can be tried. Use memory.load and the calls of the binding; a check may read all of it.",
  );
}
