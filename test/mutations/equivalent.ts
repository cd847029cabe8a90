/** Faults that are none: nothing can notice them. */

/** One of them, by its mutant's id, which changes with the text of the function. */
export interface Equivalent {
  readonly id: string;
  /** What is changed, to be read. */
  readonly change: string;
  /** Why nothing can notice it, in a sentence. */
  readonly proof: string;
}

export const equivalent: readonly Equivalent[] = [];
