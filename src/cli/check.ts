/** `fd-reservation check`: type-checks scenario files, runs the ownership lint, explores each scenario, prints verdicts. */
import type { ExploreOptions, Shard } from "../explore/index.js";
import { formatBound, isFailing, printable, verdictText } from "../explore/results.js";
import { alignColumns } from "./columns.js";
import { CompileError } from "./compile.js";
import { count } from "./count.js";
import { findFiles } from "./files.js";
import { Interrupt, type Unfinished } from "./interrupt.js";
import type { Output } from "./output.js";
import { findingsOf, withoutColours, type Finding } from "./ownership.js";
import { relativeTrace } from "./places.js";
import type { Task } from "./protocol.js";
import {
  runFiles,
  typeCheck,
  type FileExploration,
  type Prepared,
  type RunOptions,
  type ScenarioWork,
} from "./scenarios.js";
import { overall, verdictSums, type Outcome, type Overall } from "./summary.js";
import { expectWritable, writeTo } from "./targets.js";
import { stage } from "./timing.js";
import { UsageError } from "./usage-error.js";
import { widthOf } from "./width.js";

/** The options of the command. */
export interface CheckOptions
  extends
    RunOptions,
    Pick<
      ExploreOptions,
      "granularity" | "failures" | "order" | "seed" | "walks" | "compact" | "maxStates" | "shard"
    > {
  /** How many megabytes of states one search keeps at most. */
  readonly maxMegabytes?: number;
  /** The time limit of one scenario's search, in seconds. */
  readonly maxSeconds?: number;
  /** Whether invisible accesses are merged: partial-order reduction. */
  readonly reduce: boolean;
  readonly reuse?: boolean;
  /** Where a shard's part is written. */
  readonly blob?: string;
  /** Whether the ownership lint runs. */
  readonly ownership: boolean;
  /** Whether a search that a limit stopped fails the check. */
  readonly failOnBounded: boolean;
  /** Whether to print JSON. */
  readonly json: boolean;
  /** Whether to print also the counterexamples of expected failures. */
  readonly traces: boolean;
  /** The widest line of a counterexample. */
  readonly wide: boolean;
  /** The file to which a report goes that browsers show step by step. */
  readonly html?: string;
}

/** The options that decide what a run finds: shards can be put together only when all had the same. */
export const comparedOptions = [
  "granularity",
  "failures",
  "reduce",
  "reuse",
  "order",
  "seed",
  "walks",
  "compact",
  "maxStates",
  "maxMegabytes",
  "maxSeconds",
  "ownership",
] as const satisfies readonly (keyof CheckOptions)[];

/** The shards of a run, as they are written to a file. */
export interface Blob {
  readonly version: 1;
  /** With which options they were made; what was not given is not there. */
  readonly options: Pick<CheckOptions, (typeof comparedOptions)[number]>;
  /** What the ownership lint reported: the same in every shard. */
  readonly ownership: readonly Finding[];
  readonly scenarios: readonly { readonly file: string; readonly name: string; readonly shard: Shard }[];
}

/** What `check --json` prints. */
export interface CheckReport {
  readonly version: 2;
  readonly verdict: Overall;
  /** Why nothing was run, when the verdict is `error`. */
  readonly error?: {
    readonly message: string;
    readonly next: string;
    /** The type errors, when there are any. */
    readonly types: CompileError["diagnostics"];
  };
  /** The reports of the ownership lint that count as mistakes. */
  readonly ownership: readonly Finding[];
  readonly scenarios: readonly FileExploration[];
  /** What a check that was interrupted has not finished. */
  readonly unfinished?: readonly Unfinished[];
}

/** The exit code of a check. */
export type CheckCode = 0 | 1 | typeof INTERRUPTED;

/** The exit code of a program that SIGINT ends. */
const INTERRUPTED = 130;

/** How results are printed, and what fails. */
export type ReportOptions = Pick<CheckOptions, "failOnBounded" | "json" | "traces" | "wide">;

/**
 * Runs the command.
 *
 * @param patterns - Files, folders or globs.
 * @returns The exit code: 0 when every scenario holds or fails as expected and the ownership lint reports nothing, 130
 * when SIGINT stopped it before it found a mistake, else 1.
 * @throws {@link UsageError} when a file cannot be found, does not compile, does not load, or does not end; or when
 * what it should write cannot be written.
 */
export async function check(
  patterns: readonly string[],
  options: CheckOptions,
  output: Output,
): Promise<CheckCode> {
  try {
    return await explore(patterns, options, output);
  } catch (error) {
    if (options.json && error instanceof UsageError) {
      const types = error instanceof CompileError ? error.diagnostics : [];
      printJson({ verdict: "error", error: { message: error.message, next: error.next, types } }, output);
    }
    throw error;
  }
}

async function explore(
  patterns: readonly string[],
  options: CheckOptions,
  output: Output,
): Promise<CheckCode> {
  const begun = performance.now();
  const { shard } = options;
  expectSense(options);
  const found = stage("find the files", () => findFiles(patterns));
  let findings: readonly Finding[] = [];
  const prepare = (): Prepared => {
    const checked = typeCheck(found, output);
    if (options.ownership)
      findings = stage("run the ownership lint", () =>
        findingsOf(checked.ts, checked.program, checked.found.files, output),
      );
    return checked;
  };
  if (shard !== undefined) {
    const task: Task = { kind: "shard", options: { ...optionsOf(options), shard } };
    const done = await runFiles(found, task, options, output, prepare);
    return reportShard(done, findings, { ...options, shard }, output);
  }
  using interrupt = new Interrupt();
  const task: Task = { kind: "check", options: optionsOf(options) };
  const done = await runFiles(found, task, options, output, prepare, interrupt);
  const explorations = done.flatMap(({ file, work }): FileExploration[] =>
    "check" in work ? [{ ...work.check, file }] : [],
  );
  const results = { explorations, findings, interrupt };
  const code = await report(results, options, (performance.now() - begun) / 1000, output);
  // Last: when it fails, what was found is printed.
  if (options.html !== undefined) {
    const { writeHtmlReport } = await import("./html-report.js");
    const broken = withoutColours(mistaken(findings, explorations));
    writeHtmlReport(options.html, explorations, broken, verdictSums(outcomeOf(results)));
  }
  return code;
}

/**
 * Refuses what a run would not heed, and targets that cannot be written, before a search that may take hours.
 *
 * @throws {@link UsageError} with what to give instead.
 */
function expectSense(options: CheckOptions): void {
  const { shard, blob, html } = options;
  if (shard === undefined && blob !== undefined)
    throw new UsageError(
      "--blob is for a shard",
      "Add --shard i/n, or write a report: --json, --html <file>.",
    );
  const unheeded = (["html", "json", "traces", "wide"] as const).filter(
    (name) => options[name] !== undefined && options[name] !== false,
  );
  if (shard !== undefined && unheeded.length > 0) {
    throw new UsageError(
      `a shard gives no report: ${unheeded.map((name) => `--${name}`).join(", ")}`,
      "When all shards have run, fd-reservation merge does; it takes --json, --traces and --wide.",
    );
  }
  if (html !== undefined) expectWritable(html);
  if (shard !== undefined) expectWritable(blobOf(shard, blob));
}

function blobOf({ index, count }: NonNullable<ExploreOptions["shard"]>, blob: string | undefined): string {
  return blob ?? `shard-${index}-of-${count}.json`;
}

function reportShard(
  done: readonly ScenarioWork[],
  findings: readonly Finding[],
  options: CheckOptions & { readonly shard: NonNullable<ExploreOptions["shard"]> },
  output: Output,
): 0 | 1 {
  const { shard } = options;
  const blob = blobOf(shard, options.blob);
  const scenarios = done.flatMap(({ file, name, work }) =>
    "shard" in work ? [{ file, name, shard: work.shard }] : [],
  );
  const ownership = withoutColours(findings);
  const made = Object.fromEntries(comparedOptions.map((name) => [name, options[name]]));
  writeTo(
    blob,
    JSON.stringify({
      version: 1,
      options: made as unknown as Blob["options"],
      ownership,
      scenarios,
    } satisfies Blob),
  );
  const bad = scenarios.filter(({ shard: part }) => part.exploration?.verdict === "violated").length;
  output.line(
    `shard ${shard.index}/${shard.count} of ${count(scenarios.length, "scenario")}, ${bad} violated: written to ${blob}`,
  );
  output.line(`next: fd-reservation merge shard-*-of-${shard.count}.json, when all shards have run`);
  return bad === 0 ? 0 : 1;
}

function optionsOf({ maxSeconds, maxMegabytes, ...options }: CheckOptions): ExploreOptions {
  const { granularity, failures, order, seed, walks, compact, maxStates, reduce } = options;
  return {
    ...(granularity === undefined ? {} : { granularity }),
    ...(failures === undefined ? {} : { failures }),
    ...(order === undefined ? {} : { order }),
    ...(seed === undefined ? {} : { seed }),
    ...(walks === undefined ? {} : { walks }),
    ...(compact === undefined ? {} : { compact }),
    ...(maxStates === undefined ? {} : { maxStates }),
    ...(maxMegabytes === undefined ? {} : { maxBytes: maxMegabytes * 2 ** 20 }),
    ...(maxSeconds === undefined ? {} : { maxMilliseconds: maxSeconds * 1000 }),
    reduce,
    ...(options.reuse === undefined ? {} : { reuse: options.reuse }),
  };
}

/** The findings that are mistakes: in a file whose scenarios all show one on purpose, they are what it shows. */
function mistaken(findings: readonly Finding[], explorations: readonly FileExploration[]): Finding[] {
  return findings.filter(({ file }) => {
    const own = explorations.filter((exploration) => exploration.file === file);
    return own.length === 0 || own.some(({ verdict }) => verdict === "holds" || verdict === "violated");
  });
}

/** What a check, or the shards of one, found. */
export interface Results {
  readonly explorations: readonly FileExploration[];
  readonly findings: readonly Finding[];
  /** Absent where nothing can be interrupted. */
  readonly interrupt?: Pick<Interrupt, "isAsked" | "unfinished">;
}

function outcomeOf({ explorations, findings, interrupt }: Results): Outcome {
  return {
    explorations,
    lintReports: mistaken(findings, explorations).length,
    unfinished: interrupt?.unfinished.length ?? 0,
    isInterrupted: interrupt?.isAsked === true,
  };
}

/** Prints what was found, and says with which code to exit. */
export async function report(
  results: Results,
  options: ReportOptions,
  seconds: number,
  output: Output,
): Promise<CheckCode> {
  const { explorations, findings, interrupt } = results;
  const broken = mistaken(findings, explorations);
  const outcome = outcomeOf(results);
  const verdict = overall(outcome);
  const unfinished = interrupt?.isAsked === true ? interrupt.unfinished : undefined;
  if (options.json) {
    printJson(
      {
        verdict,
        ownership: withoutColours(broken),
        scenarios: explorations,
        ...(unfinished === undefined ? {} : { unfinished }),
      },
      output,
    );
  } else {
    for (const { rendered } of options.traces ? findings : broken) output.line(`${rendered}\n`);
    printTable(explorations, output);
    const width = widthOf(options.wide);
    for (const exploration of explorations)
      if (options.traces || isFailing(exploration.verdict))
        await printCounterexample(exploration, width, output);
    output.line("");
    for (const { scenario, file, states } of unfinished ?? []) {
      const stand = states === undefined ? "not begun" : `${states.toLocaleString("en")} states so far`;
      output.line(`unfinished: ${printable(scenario)} (${file}): ${stand}`);
    }
    const states = explorations.reduce((sum, exploration) => sum + exploration.states, 0);
    output.line(
      `${count(explorations.length, "scenario")}, ${count(states, "state")}: ${verdictSums(outcome)} (${seconds.toFixed(1)} s)`,
    );
  }
  return codeOf(verdict, options);
}

function codeOf(verdict: Exclude<Overall, "error">, { failOnBounded }: ReportOptions): CheckCode {
  switch (verdict) {
    case "holds":
      return 0;
    case "bounded":
      return failOnBounded ? 1 : 0;
    case "violated":
      return 1;
    case "interrupted":
      return INTERRUPTED;
  }
}

function printJson(told: Partial<CheckReport> & Pick<CheckReport, "verdict">, output: Output): void {
  const document: CheckReport = { version: 2, ownership: [], scenarios: [], ...told };
  const { version, verdict, ...rest } = document;
  output.line(JSON.stringify({ version, verdict, ...rest }, null, 2));
}

function printTable(explorations: readonly FileExploration[], output: Output): void {
  const rows = explorations.map(
    ({ scenario, design, tasks, states, milliseconds, coverage, bound, verdict }) => [
      printable(scenario),
      design === "table" ? "mainline" : design,
      tasks,
      states,
      `${(milliseconds / 1000).toFixed(2)} s`,
      bound === undefined || bound.kind === "violation" ? coverage : `${coverage} (${formatBound(bound)})`,
      verdictText(verdict),
    ],
  );
  const heads = ["scenario", "design", "tasks", "states", "time", "coverage", "verdict"];
  const [head = "", ...lines] = alignColumns([heads, ...rows]);
  output.line(output.dim(head));
  lines.forEach((line, index) => {
    const { verdict } = explorations[index] as FileExploration;
    const text = verdictText(verdict);
    output.line(line.slice(0, -text.length) + (isFailing(verdict) ? output.bad : output.good)(text));
  });
}

async function printCounterexample(
  exploration: FileExploration,
  width: number,
  output: Output,
): Promise<void> {
  const { scenario, file, verdict, counterexample } = exploration;
  if (verdict === "holds") return;
  // It brings the kernel, which a check that finds nothing does not need here.
  const { formatTrace, wrap } = await import("../explore/internal.js");
  output.line("");
  if (counterexample === undefined) {
    const word = verdictText(verdict).toUpperCase();
    output.line(
      `${output.bad(word)}  ${printable(scenario)}  (${file}): no run has the violation that it names`,
    );
    return;
  }
  const word = verdictText(verdict).toUpperCase();
  const paint = isFailing(verdict) ? output.bad : output.good;
  const heading = wrap(`${word} ${printable(scenario)} (${file})`, "", width).join("\n  ");
  output.line(heading.replace(word, `${paint(word)} `));
  output.line(formatTrace(relativeTrace(counterexample), width));
  if (counterexample.token !== undefined)
    output.line(output.dim(`\n${replayCommandLine(counterexample.token, file, width)}`));
}

/**
 * The command that runs a counterexample again, to be copied into a shell as it stands: where it is too wide, each line
 * ends in a backslash, and a token goes on at the very beginning of a line.
 */
function replayCommandLine(token: string, name: string, width: number): string {
  const file = shellWord(name);
  const line = `  again: fd-reservation replay ${token} ${file}`;
  if (line.length <= width) return line;
  const parts = `    ${token}`.match(new RegExp(`.{1,${width - 1}}`, "g")) ?? [];
  return [
    "  again: fd-reservation replay ",
    ...parts.map((part, index) => (index === parts.length - 1 ? `${part} ` : part)),
  ]
    .map((part) => `${part}\\`)
    .concat(`    ${file}`)
    .join("\n");
}

/** A name as one word of a shell. */
function shellWord(name: string): string {
  return /^[\w./:@%+,-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
