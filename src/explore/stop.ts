/** What is thrown into a task to stop it where its next access is known. Never seen by the program's `using`. */
import { withStackTraceLimit } from "./stack-trace.js";

class Stop extends Error {
  override readonly name = "Stop";
}

/** A new stop for each run: what a program notes on one is not there in the next. */
export function newStop(): Error {
  // Where it was made says nothing.
  return withStackTraceLimit(
    0,
    () => new Stop("the explorer stops the task here; a catch-all must rethrow it"),
  );
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
