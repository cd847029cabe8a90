/** `fd-reservation check`: type-checks scenario files, runs them through all their failures, prints verdicts. */
import type { Report } from "../explore/index.js";
import { formatTrace } from "../explore/text.js";
import { alignColumns } from "./columns.js";
import { writeHtmlReport } from "./html-report.js";
import type { Output } from "./output.js";
import { count, runScenarios } from "./scenarios.js";

/** The options of the command. */
export interface CheckOptions {
  /** The time limit of one run and of loading one file, in seconds. */
  readonly timeout: number;
  /** Whether to print JSON. */
  readonly json: boolean;
  /** Whether to print the steps of mistakes that a scenario shows on purpose, too. */
  readonly traces: boolean;
  /** The file to which a report goes that browsers show step by step. */
  readonly html?: string;
}

/** A scenario's report with the file that it came from. */
export interface FileReport extends Report {
  readonly file: string;
}

/**
 * Runs the command.
 *
 * @param patterns - Files or globs.
 * @returns The exit code: 0 when every scenario holds, 1 when one does not.
 * @throws {@link UsageError} when a file cannot be found, does not compile, does not load, or does not end.
 */
export async function check(
  patterns: readonly string[],
  options: CheckOptions,
  output: Output,
): Promise<0 | 1> {
  const begun = performance.now();
  const done = await runScenarios(patterns, "check", options, output);
  const reports = done.flatMap(({ file, work }) => ("check" in work ? [{ ...work.check, file }] : []));
  const bad = reports.filter(({ verdict }) => verdict === "violated" || verdict === "missed");
  if (options.html !== undefined) writeHtmlReport(options.html, reports);
  if (options.json) {
    const verdict = bad.length === 0 ? "holds" : "violated";
    output.line(JSON.stringify({ version: 1, verdict, scenarios: reports }, null, 2));
  } else {
    printTable(reports, output);
    for (const report of options.traces ? reports : bad) printReport(report, output);
    output.line("");
    output.line(summary(reports, bad.length, (performance.now() - begun) / 1000));
  }
  return bad.length === 0 ? 0 : 1;
}

function printTable(reports: readonly FileReport[], output: Output): void {
  const rows = reports.map(({ scenario, runs, verdict }) => [scenario, runs, verdict]);
  const [head = "", ...lines] = alignColumns([["scenario", "runs", "verdict"], ...rows]);
  output.line(output.dim(head));
  for (const line of lines) {
    output.line(line.replace(/(?:holds|shown)$/, output.good).replace(/(?:violated|missed)$/, output.bad));
  }
}

function printReport(report: FileReport, output: Output): void {
  const { scenario, file, runs, verdict, counterexample } = report;
  if (verdict === "holds") return;
  output.line("");
  if (counterexample === undefined) {
    output.line(`${output.bad("MISSED")}  ${scenario}  (${file}): no run violates, and one must`);
    return;
  }
  const heading = verdict === "shown" ? output.good("SHOWN") : output.bad("VIOLATED");
  output.line(`${heading}  ${scenario}  (${file}, run ${runs})`);
  output.line(relative(formatTrace(counterexample)));
}

function summary(reports: readonly FileReport[], bad: number, seconds: number): string {
  const runs = reports.reduce((sum, report) => sum + report.runs, 0);
  const shown = reports.filter(({ verdict }) => verdict === "shown").length;
  const mistakes = shown === 0 ? "" : `, ${count(shown, "mistake")} shown`;
  const verdict = bad === 0 ? `all hold${mistakes}` : `${bad} violated`;
  return `${count(reports.length, "scenario")}, ${count(runs, "run")}: ${verdict} (${seconds.toFixed(1)} s)`;
}

/** Paths below the current folder without it: stack places are absolute. */
function relative(text: string): string {
  return text.replaceAll(`file://${process.cwd()}/`, "").replaceAll(`${process.cwd()}/`, "");
}
