/** Where a program stands, by a stack trace: the innermost frame in it. */
import type { Place } from "./messages.js";

/** The name under which a program is evaluated. */
export const PROGRAM = "scenario.ts";

/** The place in the compiled program; undefined where the stack does not lead through it. */
export function placeInProgram(stack: string | undefined): Place | undefined {
  const [, line, column] = /\bscenario\.ts:(\d+):(\d+)/.exec(stack ?? "") ?? [];
  return line === undefined ? undefined : { line: Number(line), column: Number(column) };
}
