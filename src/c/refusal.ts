/** What the reader of C says when it cannot read something: the line and the cause. */

/**
 * C that this reader does not read.
 *
 * @beta
 */
export class Refusal extends Error {
  /** Always `"Refusal"`. */
  override readonly name = "Refusal";

  /**
   * @param line - The line in its file, from 1.
   * @param reason - What is there, and what was expected.
   */
  constructor(
    readonly line: number,
    readonly reason: string,
  ) {
    super(`line ${line}: ${reason}`);
  }
}
