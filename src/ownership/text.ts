/** Diagnostics as text, with the lines of source that they speak of, in rustc's layout. */
import type { Diagnostic, Label } from "./diagnostic.js";
import { WIDTH, wrapped } from "./wrap.js";

/**
 * How diagnostics are shown.
 *
 * @public
 */
export interface TextOptions {
  /** The path that is shown. */
  readonly path: string;
  /** Paints the marks and words of the mistake itself. */
  readonly bad?: (text: string) => string;
  /** Paints the line numbers and the marks of what led to it. */
  readonly dim?: (text: string) => string;
}

interface Mark {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly isPrimary: boolean;
}

/**
 * A diagnostic as text, as rustc shows its own.
 *
 * @param diagnostic - What was found.
 * @param source - The text of the file.
 * @param options - The path, and colours.
 *
 * @public
 */
export function formatDiagnostic(diagnostic: Diagnostic, source: string, options: TextOptions): string {
  const { bad = same, dim = same } = options;
  const starts = lineStarts(source);
  const marks = [
    markOf(diagnostic.primary, source, starts, true),
    ...diagnostic.secondary.map((label) => markOf(label, source, starts, false)),
  ];
  const lines = [...new Set(marks.map(({ line }) => line))].sort((a, b) => a - b);
  const width = String((lines.at(-1) ?? 0) + 1).length;
  const gutter = (number: number | undefined, sign = "|"): string =>
    dim(`${number === undefined ? " ".repeat(width) : String(number + 1).padStart(width)} ${sign}`);
  const [first] = marks as [Mark];
  const head = `error[${diagnostic.rule}]`;
  const out = [
    wrapped(`${head}: ${diagnostic.message}${codeOf(diagnostic)}`)
      .join("\n")
      .replace(head, bad(head)),
    `${" ".repeat(width)}${dim("-->")} ${options.path}:${first.line + 1}:${first.from + 1}`,
    gutter(undefined),
  ];
  const noted = new Set(marks.filter((mark) => isTooWide(mark, marks, width + 3)));
  let previous: number | undefined;
  for (const line of lines) {
    if (previous !== undefined && line > previous + 2) out.push(dim("..."));
    else if (previous !== undefined && line === previous + 2) {
      out.push(withText(gutter(line - 1), textOf(line - 1, source, starts)));
    }
    previous = line;
    out.push(withText(gutter(line), textOf(line, source, starts)));
    const here = marks
      .filter((mark) => mark.line === line)
      .map((mark) => (noted.has(mark) ? { ...mark, text: "" } : mark));
    for (const row of underline(here, bad, dim)) out.push(`${gutter(undefined)} ${row}`);
  }
  const notes = [...noted].map(({ line, text }) => `note: line ${line + 1}: ${text}`);
  const help = diagnostic.help === undefined ? [] : [`help: ${diagnostic.help}`];
  if (notes.length + help.length > 0) out.push(gutter(undefined));
  for (const text of [...notes, ...help]) {
    const [begin, ...more] = wrapped(text, WIDTH - width - 3);
    out.push(`${gutter(undefined, "=")} ${begin}`, ...more.map((line) => `${" ".repeat(width + 2)} ${line}`));
  }
  return out.join("\n");
}

function same(text: string): string {
  return text;
}

function codeOf({ code }: Diagnostic): string {
  return /^E\d+$/.test(code) ? ` (${code})` : "";
}

function withText(gutter: string, text: string): string {
  return text === "" ? gutter : `${gutter} ${text}`;
}

function lineStarts(source: string): number[] {
  const starts = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function textOf(line: number, source: string, starts: readonly number[]): string {
  const text = source.slice(starts[line], (starts[line + 1] ?? source.length + 1) - 1);
  return text.replace(/\r$/, "").replaceAll("\t", " ");
}

function markOf(label: Label, source: string, starts: readonly number[], isPrimary: boolean): Mark {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= label.start) low = middle;
    else high = middle;
  }
  const from = label.start - (starts[low] as number);
  // What spans lines is marked to the end of its first one.
  const length = textOf(low, source, starts).length;
  const to = Math.max(from + 1, Math.min(label.end - (starts[low] as number), length));
  return { line: low, from, to, text: label.text, isPrimary };
}

/** Whether the text of a mark would be too wide beside the marks of its line. */
function isTooWide({ line, text }: Mark, marks: readonly Mark[], gutter: number): boolean {
  const ends = Math.max(...marks.filter((mark) => mark.line === line).map(({ to }) => to));
  return gutter + ends + 1 + text.length > WIDTH;
}

/** The rows under a line: the marks, the last one's text beside them, the others' below. */
function underline(
  marks: readonly Mark[],
  bad: (text: string) => string,
  dim: (text: string) => string,
): string[] {
  const sorted = [...marks].sort((a, b) => b.from - a.from || Number(a.isPrimary) - Number(b.isPrimary));
  const paint = (mark: Mark, text: string): string => (mark.isPrimary ? bad(text) : dim(text));
  const ends = Math.max(...sorted.map(({ to }) => to));
  const cells: (Mark | undefined)[] = Array.from({ length: ends }, () => undefined);
  for (const mark of [...sorted].sort((a, b) => Number(a.isPrimary) - Number(b.isPrimary))) {
    for (let column = mark.from; column < mark.to; column++) cells[column] = mark;
  }
  const row = cells
    .map((mark) => (mark === undefined ? " " : paint(mark, mark.isPrimary ? "^" : "-")))
    .join("");
  const [last, ...others] = sorted.filter(({ text }) => text !== "");
  if (last === undefined) return [row];
  const overlapped = others.some(({ to }) => to > last.from);
  const rows = overlapped ? [row] : [`${row} ${paint(last, last.text)}`];
  const waiting = overlapped ? sorted : others;
  if (waiting.length > 0) rows.push(bars(waiting, paint));
  for (const [index, mark] of waiting.entries()) {
    const before = bars(waiting.slice(index + 1), paint, mark.from);
    rows.push(`${before}${paint(mark, mark.text)}`);
    if (index < waiting.length - 1) rows.push(bars(waiting.slice(index + 1), paint));
  }
  return rows;
}

/** Vertical bars down from where marks begin, filled up to a column. */
function bars(marks: readonly Mark[], paint: (mark: Mark, text: string) => string, upTo?: number): string {
  const columns = new Map(marks.map((mark) => [mark.from, mark] as const));
  const end = upTo ?? Math.max(...marks.map(({ from }) => from)) + 1;
  let out = "";
  for (let column = 0; column < end; column++) {
    const mark = columns.get(column);
    out += mark === undefined ? " " : paint(mark, "|");
  }
  return out;
}
