/** How many frames the engine writes into stack traces. */

/** Where the engine has it, the limit. */
const V8Error = Error as { stackTraceLimit?: number | undefined };

/** Runs something whose errors have at most so many frames. */
export function withStackTraceLimit<R>(limit: number, run: () => R): R {
  const { stackTraceLimit } = V8Error;
  V8Error.stackTraceLimit = limit;
  try {
    return run();
  } finally {
    V8Error.stackTraceLimit = stackTraceLimit;
  }
}
