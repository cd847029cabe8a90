/** Traces as text, at most 72 columns wide, fit for a reply on a mailing list. */
import { formatResult, type TableView } from "../kernel/index.js";
import type { Trace, TraceStep } from "./trace.js";

const WIDTH = 72;

/**
 * The text of a run: its failures, its steps with the tables after each, and what it violates.
 *
 * @param trace - The run.
 * @param width - The widest line, in columns; 72 by default.
 *
 * @public
 */
export function formatTrace(trace: Trace, width = WIDTH): string {
  const lines: string[] = [];
  for (const { point, code, where } of trace.failures) {
    lines.push(...wrap(`made to fail: point ${point}, ${code} in ${where}`, "  ", width));
  }
  if (trace.failures.length === 0) lines.push("  nothing was made to fail");
  lines.push("");
  let tables = trace.before;
  lines.push(`  before    ${formatTables(tables)[0] ?? ""}`);
  trace.steps.forEach((step, index) => {
    const many = trace.tasks.length > 1 ? `${step.task}: ` : "";
    const number = String(index + 1).padStart(4);
    const head = `${number}  ${many}${formatStep(step)}`;
    const place = step.source === undefined ? "" : `${baseName(step.source.file)}:${step.source.line}`;
    const first = lines.length;
    if (head.length + 2 + place.length <= width) {
      lines.push(`${head.padEnd(width - place.length)}${place}`.trimEnd());
    } else {
      lines.push(...wrap(head.slice(6), "      ", width), place.padStart(width));
      lines[first] = number + (lines[first] as string).slice(number.length);
    }
    if (formatTables(step.tables).join() !== formatTables(tables).join()) {
      for (const table of formatTables(step.tables)) lines.push(...wrap(table, "            ", width));
    }
    tables = step.tables;
  });
  if (trace.violation !== undefined)
    lines.push("", ...wrap(`VIOLATED: ${trace.violation.message}`, "  ", width));
  return lines.join("\n");
}

/** One step: `getUnusedFdFlags(524288) = 0`, with the failure that it took. */
function formatStep({ operation, args, result, failure }: TraceStep): string {
  const value =
    result === undefined ? "" : ` = ${typeof result === "number" ? formatResult(result) : result}`;
  return `${operation}(${args.join(", ")})${value}${failure === undefined ? "" : ` [${failure.code} made]`}`;
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

/** Breaks text at spaces so that no line is wider than `width`. */
export function wrap(text: string, indent: string, width = WIDTH): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(/\s+/)) {
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

function baseName(file: string): string {
  return file.replace(/^.*\//, "");
}
