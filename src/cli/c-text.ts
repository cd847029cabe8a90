/** What came of functions of C as text: the verdict, and for each finding its path in lines of C. */
import { wrap } from "../explore/internal.js";
import type { CPlace, Finding, FunctionReport } from "../c/index.js";
import { WIDTH } from "./width.js";
import { count } from "./count.js";

/** Where lines of C are found. */
export type Line = (file: string, line: number) => string;

/** The head of a function's report: its verdict and place. */
export function headOf({ verdict, file, line, name, coverage, paths }: FunctionReport): string {
  const extent = verdict === "refused" ? "" : `  ${coverage}, ${count(paths, "path")}`;
  return `${verdict.padEnd(9)}  ${file}:${line} ${name}()${extent}`;
}

/** What stands under the head: the findings, and what the verdict rests on. */
export function detailsOf(report: FunctionReport, lineOf: Line, isLong: boolean, width = WIDTH): string[] {
  const { findings, refusals, unread, callers, verdict } = report;
  const printed = findings.filter(({ doubt }) => isLong || doubt === undefined || verdict === "unsure");
  const lines = printed.flatMap((finding) => ["", ...findingLines(finding, lineOf, width)]);
  if (refusals.length > 0) lines.push("", ...wrap(`not read: ${refusals.join("; ")}`, "  ", width));
  if (isLong && callers.length > 0)
    lines.push("", ...wrap(`explored from its callers ${callers.join(", ")}`, "  ", width));
  if (isLong && unread.length > 0)
    lines.push("", ...wrap(`assumed to touch no descriptor: ${unread.join(", ")}`, "  ", width));
  return lines;
}

function findingLines(
  { kind, message, doubt, events, file, line }: Finding,
  lineOf: Line,
  width: number,
): string[] {
  const what = doubt === undefined ? `${kind}: ${message}` : `${kind}, unsure (${doubt}): ${message}`;
  const lines = wrap(what, "  ", width);
  let last: CPlace = { file, line: 0 };
  const code = (at: CPlace): void => {
    if (at.file !== last.file) lines.push(`         (${at.file})`);
    if (at.file !== last.file || at.line !== last.line)
      lines.push(`${String(at.line).padStart(7)}  ${lineOf(at.file, at.line)}`.slice(0, width));
    last = at;
  };
  for (const event of events) {
    code(event);
    const [first = "", ...rest] = wrap(event.text, " ".repeat(13), width);
    lines.push(first.replace(/^ {13}/, "           - "), ...rest);
  }
  code({ file, line });
  return lines;
}

/** The last line: how many functions came to what. */
export function summaryOf(reports: readonly FunctionReport[], seconds: number): string {
  const verdicts = ["holds", "violated", "left open", "unsure", "refused"] as const;
  const counts = verdicts.map(
    (verdict) => [verdict, reports.filter((one) => one.verdict === verdict).length] as const,
  );
  const parts = counts.flatMap(([verdict, number]) => (number === 0 ? [] : [`${number} ${verdict}`]));
  const bounded = reports.filter(
    ({ verdict, coverage }) => verdict !== "refused" && coverage === "BOUNDED",
  ).length;
  const cut = bounded === 0 ? "" : `; ${bounded} BOUNDED`;
  return `${count(reports.length, "function")}: ${parts.join(", ") || "none"}${cut}; ${seconds.toFixed(1)} s`;
}
