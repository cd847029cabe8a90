/** What a noticer says of a model, a line each, on a pipe that nothing else writes to. */
import { writeSync } from "node:fs";

/** The file descriptor of the pipe. */
const PIPE = 3;

/** One line. */
export type Line =
  /** What is tried next: until the next line it may take so many milliseconds. */
  | { readonly tries: string; readonly limit?: number }
  /** What came of it, and how: the model has a fault. */
  | { readonly notices: string; readonly how: string }
  /** What a scenario comes to on the model as it is. */
  | { readonly measures: Measured };

/** A scenario on the model as it is. */
export interface Measured {
  readonly file: string;
  readonly name: string;
  readonly states: number;
  readonly milliseconds: number;
}

/** Says a line at once: an endless loop may follow. */
export function say(line: Line): void {
  writeSync(PIPE, `${JSON.stringify(line)}\n`);
}
