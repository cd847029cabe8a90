/** `fd-reservation check`: type-checks scenario files, runs them through all their failures, prints verdicts. */
import type { Report } from "../explore/index.js";
import { formatTrace } from "../explore/text.js";
import { alignColumns } from "./columns.js";
import type { Output } from "./output.js";
import { count, runScenarios } from "./scenarios.js";

/** The options of the command. */
export interface CheckOptions {
  /** The time limit of one run and of loading one file, in seconds. */
  readonly timeout: number;
  /** Whether to print JSON. */
  readonly json: boolean;
}

/** A scenario's report with the file that it came from. */
interface FileReport extends Report {
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
  const violated = reports.filter(({ verdict }) => verdict === "violated");
  if (options.json) {
    output.line(
      JSON.stringify({ version: 1, verdict: verdictOf(violated.length), scenarios: reports }, null, 2),
    );
  } else {
    printTable(reports, output);
    for (const report of violated) {
      output.line("");
      output.line(`${output.bad("VIOLATED")}  ${report.scenario}  (${report.file}, run ${report.runs})`);
      if (report.counterexample !== undefined) output.line(relative(formatTrace(report.counterexample)));
    }
    const runs = reports.reduce((sum, report) => sum + report.runs, 0);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const verdict = violated.length === 0 ? "all hold" : `${violated.length} violated`;
    output.line("");
    output.line(`${count(reports.length, "scenario")}, ${count(runs, "run")}: ${verdict} (${seconds} s)`);
  }
  return violated.length === 0 ? 0 : 1;
}

function printTable(reports: readonly FileReport[], output: Output): void {
  const rows = reports.map(({ scenario, runs, verdict }) => [scenario, runs, verdict]);
  const [head = "", ...lines] = alignColumns([["scenario", "runs", "verdict"], ...rows]);
  output.line(output.dim(head));
  for (const line of lines) {
    output.line(line.replace(/holds$/, output.good("holds")).replace(/violated$/, output.bad("violated")));
  }
}

/** Paths below the current folder without it: stack places are absolute. */
function relative(text: string): string {
  return text.replaceAll(`file://${process.cwd()}/`, "").replaceAll(`${process.cwd()}/`, "");
}

function verdictOf(violated: number): Report["verdict"] {
  return violated === 0 ? "holds" : "violated";
}
