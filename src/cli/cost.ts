/** `fd-reservation cost`: the memory accesses of each call site, in each design. */
import type { Cost, CostEntry, CostGap } from "../explore/index.js";
import { alignColumns, markdownTable } from "./columns.js";
import { costCode, type CodeOptions } from "./cost-code.js";
import type { Output } from "./output.js";
import { ownFiles, patternsOf } from "./own-design.js";
import { runScenarios, type RunOptions } from "./scenarios.js";
import { UsageError } from "./usage-error.js";

/** The options of the command. */
export interface CostOptions extends RunOptions, CodeOptions {
  /** Whether to count clean-up in the sources, without running them. */
  readonly code: boolean;
}

/** What is counted. */
export const fields = ["loads", "stores", "atomics", "locks", "allocations", "bytes", "own"] as const;

/** What `cost --json` prints. */
export interface CostReport {
  readonly version: 1;
  readonly scenarios: readonly {
    readonly file: string;
    readonly name: string;
    readonly cost: readonly CostEntry[];
    /** The columns that are left out; absent when there are none. */
    readonly gaps?: readonly CostGap[];
  }[];
}

/**
 * Runs the command.
 *
 * @returns The exit code: always 0; what cannot be run throws.
 * @throws {@link UsageError} as runScenarios does.
 */
export async function cost(patterns: readonly string[], options: CostOptions, output: Output): Promise<0> {
  if (patterns.length === 0 && options.design === undefined) {
    throw new UsageError("no files given", "Name files or globs: fd-reservation cost 'examples/**/*.ts'.");
  }
  const own = options.design === undefined ? [] : ownFiles(options.design, "callSites");
  if (options.code) return costCode(patterns, own, options, output);
  const done = await runScenarios([...patterns, ...patternsOf(own)], { kind: "cost" }, options, output);
  const scenarios = done.map(({ file, name, work }) => {
    const { cost: entries, gaps } = "cost" in work ? work : { cost: [], gaps: [] };
    return { file, name, cost: entries, ...(gaps.length === 0 ? {} : { gaps }) };
  });
  const left = scenarios
    .filter(({ cost: entries }) => entries.length === 0)
    .map(({ file, name, gaps: [gap] = [] }) => ({ file, name, why: gap?.why ?? "no column can run it" }));
  if (left.length === scenarios.length) {
    throw new UsageError(
      `nothing can be counted:${left.map(leftOut).join("")}`,
      "Run fd-reservation check on what violates something; list a task before those that wait for it.",
    );
  }
  if (options.json) {
    const report: CostReport = { version: 1, scenarios };
    output.line(JSON.stringify(report, null, 2));
    return 0;
  }
  const head = ["scenario", "design", "run", ...fields];
  const rows = scenarios.flatMap(({ name, cost: entries }) =>
    entries.flatMap((entry, index) =>
      entryRows(index === 0 || options.markdown ? name : "", options.markdown ? name : "", entry),
    ),
  );
  if (options.markdown) {
    for (const line of markdownTable([head, ...rows])) output.line(line);
  } else {
    const [first = "", ...lines] = alignColumns([head, ...rows]);
    output.line(output.dim(first));
    for (const line of lines) output.line(line);
    output.line("");
    output.line(
      "Counted on the simulated memory, in one run without failures (ok), and as the mean over the runs in",
    );
    output.line(
      "which the call fails (fails, with the number of ways). bytes: distinct words touched, 4 bytes each.",
    );
    output.line(
      "own: loads that the design does not need, which are in no other column: those of checks and features",
    );
    output.line("that only the model has, and those that Linux makes today in any case.");
  }
  if (left.length > 0) output.line(`\nLeft out:${left.map(leftOut).join("")}`);
  return 0;
}

/** A line for a scenario that has no row. */
function leftOut({
  file,
  name,
  why,
}: {
  readonly file: string;
  readonly name: string;
  readonly why: string;
}): string {
  return `\n  ${name} (${file}): ${why}`;
}

function entryRows(
  name: string,
  nameAgain: string,
  { column, success, failure, failureExits }: CostEntry,
): (string | number)[][] {
  const cells = (cost: Cost): number[] => fields.map((field) => cost[field]);
  const rows: (string | number)[][] = [[name, column, "ok", ...cells(success)]];
  if (failure !== undefined) rows.push([nameAgain, column, `fails (${failureExits})`, ...cells(failure)]);
  return rows;
}
