/** Bad input: one line that says the cause, one that says what to do next, where the first does not. */

/** What a command throws when it cannot do what it was asked; the exit code is then 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";

  /**
   * @param cause - One line: what is wrong.
   * @param next - One line: what to do about it; none where the cause says it.
   * @param detail - Lines to print between the two, such as code frames.
   */
  constructor(
    cause: string,
    readonly next = "",
    readonly detail = "",
  ) {
    super(cause);
  }
}
