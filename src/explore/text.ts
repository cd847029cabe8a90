/** Traces as text, at most 72 columns wide, fit for a reply on a mailing list. */
import {
  formatName,
  formatResult,
  type CallArgument,
  type SchemeName,
  type TableView,
} from "../kernel/index.js";
import { printable } from "./printable.js";
import type { Trace, TraceAccess, TraceStep } from "./trace.js";

const WIDTH = 72;

/**
 * The text of a run: its failures, its steps with the tables after each, what it violates and why. The steps of
 * several tasks stand in columns, one a task.
 *
 * @param trace - The run.
 * @param width - The widest line, in columns; 72 by default.
 *
 * @public
 */
export function formatTrace(trace: Trace, width = WIDTH): string {
  const { head, steps, tail } = traceParts(trace, width);
  return [...head, ...steps.flat(), ...tail].join("\n");
}

const designNames: Readonly<Record<SchemeName, string>> = {
  table: "Mainline: one bit in the table",
  tagged: "Tags: one commit on return",
  slots: "Slots: one commit on return",
};

/** How the kernel of a trace keeps reservations, in words; a scheme of the user's by its name. */
export function designName(design: Trace["design"]): string {
  return Object.hasOwn(designNames, design) ? designNames[design as SchemeName] : design;
}

/** The lines of a run: those before its steps, those of each step, those after. */
export interface TraceParts {
  readonly head: readonly string[];
  readonly steps: readonly (readonly string[])[];
  readonly tail: readonly string[];
}

/** What {@link formatTrace} puts together. */
export function traceParts(given: Trace, width = WIDTH): TraceParts {
  const trace = printableTrace(given);
  const lines: string[] = [];
  for (const { point, code, where } of trace.failures) {
    lines.push(...wrap(`injected failure: ${code} in ${where}, fault point ${point}`, "  ", width));
  }
  if (trace.failures.length === 0) lines.push("  no injected failure");
  for (const { task, label, ways, way } of trace.choices ?? []) {
    const whose = trace.tasks.length > 1 ? `${task}: ` : "";
    lines.push(...wrap(`choice: ${whose}${label}: ${way} (0 to ${ways - 1})`, "  ", width));
  }
  const file = fileOf(trace);
  if (file !== "") lines.push(...wrap(`:n is line n of ${plainName(file)}`, "  ", width));
  lines.push("");
  const columns = columnsOf(trace, width);
  if (columns.length > 1) {
    const heads = columns.map(({ at, width: wide }, task) => ({
      at,
      text: trace.tasks[task]?.slice(0, wide) ?? "",
    }));
    lines.push(heads.reduce((line, { at, text }) => line.padEnd(at) + text, ""));
  }
  let tables = formatTables(trace.before);
  for (const table of tables) lines.push(...wrap(table, "            ", width));
  if (tables.length > 0) {
    const first = lines.length - tables.length;
    lines[first] = `  before    ${(lines[first] as string).slice(12)}`;
  }
  const steps = trace.steps.map((step, index) => {
    const {
      at,
      width: wide,
      prefix,
    } = columns[trace.tasks.indexOf(step.task)] ?? {
      at: NUMBER,
      width: width - NUMBER,
      prefix: `${step.task}: `,
    };
    const number = String(index + 1).padStart(4);
    const { source } = step;
    const place =
      source === undefined ? "" : `${source.file === file ? "" : baseName(source.file)}:${source.line}`;
    const indent = " ".repeat(at);
    const own = wrap(prefix + formatStep(step), "", wide).map((line) => indent + line);
    const last = own.at(-1) ?? "";
    if (place !== "") {
      if (last.length + 2 + place.length <= at + wide) {
        own[own.length - 1] = last.padEnd(at + wide - place.length) + place;
      } else {
        own.push(" ".repeat(Math.max(at, at + wide - place.length)) + place);
      }
    }
    own[0] = number + (own[0] as string).slice(number.length);
    const text = own.map((line) => line.trimEnd());
    const after = formatTables(step.tables);
    for (const table of after) {
      if (!tables.includes(table)) text.push(...wrap(table, "            ", width));
    }
    tables = after;
    return text;
  });
  const tail: string[] = [];
  if (trace.violation !== undefined)
    tail.push("", ...wrap(`VIOLATED: ${plainName(violationText(trace.violation))}`, "  ", width));
  if (trace.why !== undefined) tail.push("", ...wrap(`why: ${trace.why}`, "  ", width));
  return { head: lines, steps, tail };
}

/** What is wrong, with the place where it began, when that was noted. */
function violationText({ message, madeAt }: NonNullable<Trace["violation"]>): string {
  if (madeAt === undefined) return message;
  const { file, line, column } = madeAt;
  return `${message} (made at ${file}:${line}:${column})`;
}

/** A trace without control characters. */
function printableTrace(trace: Trace): Trace {
  return JSON.parse(JSON.stringify(trace), (_, value: unknown) =>
    typeof value === "string" ? printable(value) : value,
  ) as Trace;
}

/** The file that most steps are in: its places need no name. */
function fileOf({ steps }: Trace): string {
  const counts = new Map<string, number>();
  for (const { source } of steps)
    if (source !== undefined) counts.set(source.file, (counts.get(source.file) ?? 0) + 1);
  const [[file] = [""]] = [...counts].sort(([, one], [, other]) => other - one);
  return file;
}

/** Text without the scheme of file URLs, which says nothing to a reader. */
function plainName(text: string): string {
  return text.replaceAll("file:///", "/");
}

/** Where the steps begin: after their numbers. */
const NUMBER = 6;
/** A column that is narrower is no use: three tasks fit into 72 columns, more do not. */
const NARROWEST = 20;

/** The column of each task; where there is no room for all, one for all, in which each step names its task. */
function columnsOf(
  { tasks }: Trace,
  width: number,
): readonly { readonly at: number; readonly width: number; readonly prefix: string }[] {
  const wide = Math.floor((width - NUMBER + 2) / tasks.length) - 2;
  if (wide >= NARROWEST || tasks.length === 1) {
    return tasks.map((_, index) => ({ at: NUMBER + index * (wide + 2), width: wide, prefix: "" }));
  }
  return [];
}

/** An argument or a result as text: a file by its name. */
export function formatValue(value: CallArgument): string {
  return typeof value === "object" ? formatName(value) : String(value);
}

/** What a call returned as text: an error by its code. */
export function formatResultOf(result: CallArgument): string {
  return typeof result === "number" ? formatResult(result) : formatValue(result);
}

/** A call with what came of it: `getUnusedFdFlags(524288) = 0`. */
export function formatCall({
  operation,
  args,
  result,
}: Pick<TraceStep, "operation" | "args" | "result">): string {
  const value = result === undefined ? "" : ` = ${formatResultOf(result)}`;
  return `${operation}(${args.map(formatValue).join(", ")})${value}`;
}

/** An access as text: `store fd[3] of table@4`. */
export function formatAccess({ op, word, waits }: TraceAccess): string {
  if (waits !== true) return word === undefined ? op : `${op} ${formatName(word)}`;
  return word === undefined ? "waits for readers" : `waits for ${formatName(word)}`;
}

/** A call, or the part of one that a step is: dots stand for what comes before and after. */
export function formatPart(step: TraceStep, dots = "..."): string {
  const { phase, access } = step;
  const begun = phase === "within" || phase === "end" ? `${dots} ` : "";
  const at = access === undefined ? "" : ` ${formatAccess(access)}`;
  const stopped = phase === "begin" || access !== undefined ? ` ${dots}${at}` : "";
  return `${begun}${formatCall(step)}${stopped}`;
}

/** One step, with the failure that it took. */
function formatStep(step: TraceStep): string {
  const { failure } = step;
  return `${formatPart(step)}${failure === undefined ? "" : ` [${failure.code} injected]`}`;
}

/** One line a table: `table@4: 0 reserved, 1 open @104 cloexec`. */
export function formatTables(tables: readonly TableView[]): string[] {
  return tables.map(({ files, slots }) => {
    const cells = slots.map(({ fd, state, value, cloexec }) => {
      const file = value === 0 ? "" : ` @${value & ~1}`;
      return `${fd} ${state}${file}${cloexec && state !== "corrupt" ? " cloexec" : ""}`;
    });
    return `table@${files}: ${cells.length === 0 ? "empty" : cells.join(", ")}`;
  });
}

/** Breaks text at spaces, and words that are wider than a line where they must be, so that no line is wider. */
export function wrap(text: string, indent: string, width = WIDTH): string[] {
  const lines: string[] = [];
  const room = width - indent.length;
  let line = indent;
  for (const word of text.split(/\s+/).flatMap((word) => pieces(word, room))) {
    const glued = line === indent ? indent + word : `${line} ${word}`;
    if (glued.length > width && line !== indent) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = glued;
    }
  }
  lines.push(line);
  return lines;
}

/** A word that is wider than `room` in pieces, after a bracket, a slash or a comma where there is one. */
function pieces(word: string, room: number): string[] {
  if (word.length <= room) return [word];
  const brackets = [...word.slice(0, room).matchAll(/[(/,]/g)].map(({ index }) => index + 1);
  const at = brackets.filter((place) => place > room / 3).at(-1) ?? room;
  return [word.slice(0, at), ...pieces(word.slice(at), room)];
}

function baseName(file: string): string {
  return file.replace(/^.*\//, "");
}
