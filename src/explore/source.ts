/** Finds the place in a program from which the binding was called. */
import type { SourcePlace } from "./trace.js";

// Frames of this package's own code are not the program's.
const PACKAGE = new URL("..", import.meta.url);

// What compilers put into a file to lower `using`: a disposal belongs to the scope below it.
const LOWERED_USING = /^\s*at (next|__callDispose|__disposeResources)\b/;

/** The innermost stack frame outside this package, or undefined where the engine tells none. */
export function callerPlace(): SourcePlace | undefined {
  for (const frame of (new Error().stack ?? "").split("\n").slice(1)) {
    const match = /\(?((?:file:\/\/)?[^()\s]+):(\d+):(\d+)\)?$/.exec(frame);
    if (match === null || LOWERED_USING.test(frame)) continue;
    const [, file = "", line, column] = match;
    if (isInside(file) || file.startsWith("node:")) continue;
    return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}

function isInside(file: string): boolean {
  return file.startsWith(PACKAGE.href) || `file://${file}`.startsWith(PACKAGE.href);
}
