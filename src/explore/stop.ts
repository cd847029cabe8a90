/** What is thrown into a task to stop it where its next access is known. Never seen by the program's `using`. */

class Stop extends Error {
  override readonly name = "Stop";
}

/** Where the engine has it, how many frames a stack trace has. */
const V8Error = Error as { stackTraceLimit?: number | undefined };

/** A new stop for each run: what a program notes on one is not there in the next. */
export function newStop(): Error {
  const { stackTraceLimit } = V8Error;
  V8Error.stackTraceLimit = 0; // where it was made says nothing
  try {
    return new Stop("the explorer stops the task here; a catch-all must rethrow it");
  } finally {
    V8Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Whether an error is a stop, and nothing else. */
export function isStopAlone(error: unknown): boolean {
  return error instanceof Stop;
}

/** Whether an error is a stop, alone or thrown out of a disposal while another error passed. */
export function isStop(error: unknown): boolean {
  if (error instanceof Stop) return true;
  if (!(error instanceof Error) || error.name !== "SuppressedError") return false;
  const { error: later, suppressed } = error as Error & {
    readonly error: unknown;
    readonly suppressed: unknown;
  };
  return isStop(later) || isStop(suppressed);
}
