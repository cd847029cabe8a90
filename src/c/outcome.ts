/** How a path may end before its function returns. */
import type { Kind } from "./finding.js";

/** The path cannot be taken, or goes on longer than is looked at. */
export class PathEnd extends Error {
  override readonly name = "PathEnd";

  /**
   * @param reason - Why.
   * @param isCut - Whether it could go on.
   */
  constructor(
    reason: string,
    readonly isCut: boolean,
  ) {
    super(reason);
  }
}

/** What no path may do. */
export class Wrong extends Error {
  override readonly name = "Wrong";

  /**
   * @param kind - Which rule it breaks.
   * @param message - What is wrong, in words.
   * @param doubt - What was not read that it depends on.
   */
  constructor(
    readonly kind: Kind,
    message: string,
    readonly doubt?: string,
  ) {
    super(message);
  }
}

/** The C is beyond the interpreter. */
export class Beyond extends Error {
  override readonly name = "Beyond";
}
