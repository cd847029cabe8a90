/** `fd-reservation check`: type-checks scenario files, runs the ownership lint, explores each scenario, prints verdicts. */
import type { ExploreOptions, Shard } from "../explore/index.js";
import { formatBound, isFailing, printable, verdictText } from "../explore/results.js";
import { alignColumns } from "./columns.js";
import { count } from "./count.js";
import type { Emitter } from "./emitter.js";
import type { Output } from "./output.js";
import { findingsOf, withoutColours, type Finding } from "./ownership.js";
import { relativeTrace } from "./places.js";
import type { Task } from "./protocol.js";
import {
  findFiles,
  runFiles,
  typeCheck,
  type FileExploration,
  type RunOptions,
  type ScenarioWork,
} from "./scenarios.js";
import { expectWritable, writeTo } from "./targets.js";
import { stage } from "./timing.js";
import { UsageError } from "./usage-error.js";

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

/**
 * Runs the command.
 *
 * @param patterns - Files or globs.
 * @returns The exit code: 0 when every scenario holds and the ownership lint reports nothing, else 1.
 * @throws {@link UsageError} when a file cannot be found, does not compile, does not load, or does not end; or when
 * what it should write cannot be written.
 */
export async function check(
  patterns: readonly string[],
  options: CheckOptions,
  output: Output,
): Promise<0 | 1> {
  const begun = performance.now();
  const { shard } = options;
  expectSense(options);
  const found = stage("find the files", () => findFiles(patterns));
  let findings: readonly Finding[] = [];
  const prepare = (): Emitter => {
    const { ts, program, emitter } = typeCheck(found.files, output);
    if (options.ownership)
      findings = stage("run the ownership lint", () => findingsOf(ts, program, found.files, output));
    return emitter;
  };
  const run = (task: Task): Promise<ScenarioWork[]> => runFiles(found, task, options, output, prepare);
  if (shard !== undefined) {
    const done = await run({ kind: "shard", options: { ...optionsOf(options), shard } });
    return reportShard(done, findings, { ...options, shard }, output);
  }
  const done = await run({ kind: "check", options: optionsOf(options) });
  const explorations = done.flatMap(({ file, work }): FileExploration[] =>
    "check" in work ? [{ ...work.check, file }] : [],
  );
  const code = await report(explorations, findings, options, (performance.now() - begun) / 1000, output);
  // Last: when it fails, what was found is printed.
  if (options.html !== undefined) {
    const { writeHtmlReport } = await import("./html-report.js");
    writeHtmlReport(options.html, explorations, withoutColours(mistaken(findings, explorations)));
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

/** Prints what was found, and says with which code to exit. */
export async function report(
  explorations: readonly FileExploration[],
  findings: readonly Finding[],
  options: Pick<CheckOptions, "json" | "traces" | "wide">,
  seconds: number,
  output: Output,
): Promise<0 | 1> {
  const bad = explorations.filter(({ verdict }) => isFailing(verdict));
  const broken = mistaken(findings, explorations);
  const holds = bad.length === 0 && broken.length === 0;
  if (options.json) {
    const ownership = withoutColours(broken);
    const verdict = holds ? "holds" : "violated";
    output.line(JSON.stringify({ version: 2, verdict, ownership, scenarios: explorations }, null, 2));
  } else {
    for (const { rendered } of options.traces ? findings : broken) output.line(`${rendered}\n`);
    printTable(explorations, output);
    const width = options.wide ? Math.max(72, process.stdout.columns ?? 160) : 72;
    for (const exploration of options.traces ? explorations : bad)
      await printCounterexample(exploration, width, output);
    output.line("");
    output.line(summary(explorations, bad.length, broken.length, seconds));
  }
  return holds ? 0 : 1;
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

function summary(
  explorations: readonly FileExploration[],
  bad: number,
  broken: number,
  seconds: number,
): string {
  const states = explorations.reduce((sum, exploration) => sum + exploration.states, 0);
  const expected = explorations.filter(({ verdict }) => verdict === "expected").length;
  const bounded = explorations.filter(
    ({ verdict, coverage }) => verdict === "holds" && coverage === "BOUNDED",
  ).length;
  const failures = expected === 0 ? "" : `, ${count(expected, "expected failure")}`;
  const unsure = bounded === 0 ? "" : `, ${bounded} of them BOUNDED`;
  const rules = broken === 0 ? "" : `; ${count(broken, "lint report")}`;
  const verdict = `${bad === 0 ? `all hold${unsure}${failures}` : `${bad} violated`}${rules}`;
  return `${count(explorations.length, "scenario")}, ${count(states, "state")}: ${verdict} (${seconds.toFixed(1)} s)`;
}
