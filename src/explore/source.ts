/** Finds where a program stands: the place from which it called the binding, and its frames of the call stack. */
import { withStackTraceLimit } from "./stack-trace.js";
import type { SourcePlace } from "./trace.js";

// Frames of this package's own code are not the program's.
const PACKAGE = new URL("..", import.meta.url);
// The same as a path, as source maps name files.
const FOLDER = PACKAGE.protocol === "file:" ? decodeURIComponent(PACKAGE.pathname) : undefined;

// What compilers put into a file to lower `using`: a disposal belongs to the scope below it.
const LOWERED_USING = /^\s*at (next|__callDispose|__disposeResources)\b/;

/**
 * How stack frames write the place, the first that fits. Folders may have spaces and parentheses in their names; where
 * a name of a function may stand before it, a place is told by its scheme or slash.
 */
const PLACES = [
  // V8: `at name (place)`, but not `at eval (eval at name (place), place)`.
  / \(((?:[a-z][\w+.-]*:|\/)(?:(?!:\d+:\d+\), ).)*):(\d+):(\d+)\)$/i,
  // V8: `at place`.
  /^\s*at (?:async )?((?:[a-z][\w+.-]*:|\/).*):(\d+):(\d+)$/i,
  // Firefox and Safari: `name@place`, but not `name@place line 1 > eval`.
  /^(?!\s*at )[^@]*@(?!.* > )(.+):(\d+):(\d+)$/,
  // Names that a program gave to what it evaluates, and whatever else.
  /\(?([^()\s]+):(\d+):(\d+)\)?$/,
];

let interpreted: (() => SourcePlace) | undefined;

/**
 * Runs a program that this package interprets: where it stands, no stack tells.
 *
 * @param place - Tells where it stands now.
 */
export function interpret<R>(place: () => SourcePlace, run: () => R): R {
  const outer = interpreted;
  interpreted = place;
  try {
    return run();
  } finally {
    interpreted = outer;
  }
}

/** The innermost stack frame outside this package, or undefined where the engine tells none. */
export function callerPlace(): SourcePlace | undefined {
  if (interpreted !== undefined) return interpreted();
  for (const frame of (new Error().stack ?? "").split("\n").slice(1)) {
    const place = placeOf(frame);
    if (place === undefined || LOWERED_USING.test(frame)) continue;
    if (isInside(place.file) || place.file.startsWith("node:")) continue;
    return place;
  }
  return undefined;
}

/** Frames that tell where a program stands: calls within this package take a few dozen. */
const FRAMES = 100;

/**
 * A text that is the same for the same place in a program's own code, whatever the package does on its behalf. Empty
 * where the engine tells nothing.
 */
export function positionOfProgram(): string {
  const stack = withStackTraceLimit(FRAMES, () => new Error().stack ?? "");
  return stack
    .split("\n")
    .slice(1)
    .filter((frame) => !frame.includes(PACKAGE.href) && (FOLDER === undefined || !frame.includes(FOLDER)))
    .join("\n");
}

/** The place that a line of a stack trace names. */
export function placeOf(frame: string): SourcePlace | undefined {
  for (const pattern of PLACES) {
    const [, file, line, column] = pattern.exec(frame) ?? [];
    if (file !== undefined) return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}

function isInside(file: string): boolean {
  return file.startsWith(PACKAGE.href) || (FOLDER !== undefined && file.startsWith(FOLDER));
}
