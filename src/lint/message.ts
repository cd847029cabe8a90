/** A diagnostic as ESLint's message: a line for each thing to say, none wider than a terminal. */
import type { Diagnostic } from "../ownership/index.js";
import { wrapped } from "../ownership/internal.js";

/**
 * The message: what is wrong, what led to it with its line, and what to do.
 *
 * @param lineOf - The line of an offset.
 */
export function messageOf(
  { message, primary, secondary, help }: Diagnostic,
  lineOf: (offset: number) => number,
): string {
  const lines = [
    `${message}: ${primary.text}`,
    ...secondary.map(({ start, text }) => `line ${lineOf(start)}: ${text}`),
    ...(help === undefined ? [] : [`Help: ${help}.`]),
  ];
  return lines.flatMap((line) => wrapped(line)).join("\n");
}
