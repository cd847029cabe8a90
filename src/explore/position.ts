/** Where a program stands: the frames of its call stack that are not this package's. */

/** Where the engine has it, how many frames a stack trace has. */
const V8Error = Error as { stackTraceLimit?: number | undefined };

/** Frames that are looked at: calls within this package take a few dozen. */
const FRAMES = 100;

/** The folder of this package's code, as engines name it with and without a scheme. */
const PACKAGE = new URL("..", import.meta.url).pathname;

/**
 * A text that is the same for the same place in a program's own code, whatever the package does on its behalf. Empty
 * where the engine tells nothing.
 */
export function positionOfProgram(): string {
  const { stackTraceLimit } = V8Error;
  V8Error.stackTraceLimit = FRAMES;
  try {
    const frames = new Error().stack?.split("\n").slice(1) ?? [];
    return frames.filter((frame) => !frame.includes(PACKAGE)).join("\n");
  } finally {
    V8Error.stackTraceLimit = stackTraceLimit;
  }
}
