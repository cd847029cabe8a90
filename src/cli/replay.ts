/** `fd-reservation replay`: runs a counterexample again and says where the code has changed since. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { ExploreError, type Replay } from "../explore/index.js";
import { parseToken, traceParts } from "../explore/internal.js";
import { isRecord } from "./json.js";
import type { Output } from "./output.js";
import { relativeTrace } from "./places.js";
import { runScenarios } from "./scenarios.js";
import { stepThrough } from "./stepper.js";
import type { Overall } from "./summary.js";
import { UsageError } from "./usage-error.js";
import { widthOf } from "./width.js";

/** The options of the command. */
export interface ReplayOptions {
  readonly timeout: number;
  readonly json: boolean;
  readonly wide: boolean;
  /** Whether to show one step at a time on a terminal. */
  readonly step: boolean;
}

/**
 * Runs the command.
 *
 * @param source - A replay token, or a report of `check --json`.
 * @param patterns - The files with the scenario; those of the report by default.
 * @returns The exit code: 0 when the run is what it was, 1 when it is another one today.
 * @throws {@link UsageError} when the token cannot be read or no scenario is its.
 */
export async function replayCommand(
  source: string,
  patterns: readonly string[],
  options: ReplayOptions,
  output: Output,
): Promise<0 | 1> {
  let code: 0 | 1 = 0;
  const replayed = await runTokens(source, patterns, options, output);
  if (options.json) {
    output.line(jsonOf(replayed.map(({ file, replay }) => ({ version: 2, file, ...replay }))));
    return replayed.some(({ replay }) => replay.diverged !== undefined) ? 1 : 0;
  }
  for (const { file, name, replay, isCut } of replayed) {
    const { trace, diverged } = replay;
    if (diverged !== undefined) code = 1;
    const verdict =
      diverged === undefined
        ? output.good("THE SAME RUN")
        : output.bad(
            `DIVERGED at step ${diverged}: ${isCut ? "the token ends before it, and seems cut; or " : ""}the code has changed since`,
          );
    output.line(`${verdict}  ${name}  (${file})`);
    const width = widthOf(options.wide);
    const parts = traceParts(relativeTrace(trace), width);
    if (options.step && process.stdin.isTTY && process.stdout.isTTY) {
      if (!(await stepThrough(parts, diverged, output))) break;
    } else output.line([...parts.head, ...parts.steps.flat(), ...parts.tail].join("\n"));
  }
  return code;
}

/** A run that was made again. */
export interface Replayed {
  readonly file: string;
  readonly name: string;
  readonly replay: Replay;
  /** Whether all is as it was as far as the token goes, and the run goes on. */
  readonly isCut: boolean;
}

/**
 * Runs what a token, or each counterexample of a report, names.
 *
 * @throws {@link UsageError} when the token cannot be read or no scenario is its.
 */
export async function runTokens(
  source: string,
  patterns: readonly string[],
  options: Pick<ReplayOptions, "timeout">,
  output: Output,
): Promise<Replayed[]> {
  const replayed: Replayed[] = [];
  for (const { token, files: named } of tokensOf(source, patterns)) {
    const files = patterns.length > 0 ? named : named.map((file) => fileOfReport(source, file));
    const done = await runScenarios(files, { kind: "replay", token }, options, output);
    const found = done.flatMap(({ file, name, work }) =>
      "replay" in work && work.replay !== undefined
        ? [{ file, name, replay: work.replay, isCut: endsEarly(token, work.replay) }]
        : [],
    );
    // Of several scenarios of one name, it is of the one that still does what it says.
    const same = found.filter(({ replay }) => replay.diverged === undefined);
    const [first] = same.length > 0 ? same : found;
    if (same.length > 1 || (same.length === 0 && found.length > 1)) {
      throw new UsageError(
        `${found.length} scenarios are called "${first?.name}", and the token may be of any of them`,
        "Give them different names, or name the file of one.",
      );
    }
    if (first === undefined) {
      throw new UsageError(
        `no scenario of ${files.join(", ")} is the one of ${token}`,
        "Name the file that it came from; a scenario that was renamed has new tokens.",
      );
    }
    replayed.push(first);
  }
  return replayed;
}

/** One document, whatever there is: the thing itself when it is the only one, else a list of all. */
export function jsonOf(documents: readonly unknown[]): string {
  return JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2);
}

/**
 * A file that a report names. Its name is relative, so that a report can be passed on with its files: they are looked
 * for from the report's own folder, and then from the current one, for a report that was written elsewhere.
 */
function fileOfReport(report: string, file: string): string {
  const beside = path.join(path.dirname(report), file);
  const found = [beside, file].find((candidate) => existsSync(candidate));
  if (found !== undefined) return found;
  throw new UsageError(
    `${report} is of ${file}, which is neither below its folder nor below this one`,
    `Name the file: fd-reservation replay ${report} path/to/${path.basename(file)}`,
  );
}

function endsEarly(token: string, { trace, diverged }: Replay): boolean {
  const told = parseToken(token).sums.length;
  return diverged === told + 1 && trace.steps.length > told;
}

/**
 * The tokens that a command is to run, and in which files their scenarios are.
 *
 * @throws {@link UsageError} when the source is neither a token nor a report with one.
 */
export function tokensOf(
  source: string,
  patterns: readonly string[],
): { token: string; files: readonly string[]; name?: string }[] {
  if (/^v\d+:/.test(source)) {
    try {
      parseToken(source);
    } catch (error) {
      if (!(error instanceof ExploreError)) throw error;
      throw new UsageError(error.message, "Tokens stand under the counterexamples that check prints.");
    }
    if (patterns.length === 0) {
      throw new UsageError(
        "a token does not say which file it is of",
        "Name the file: fd-reservation replay v2:... scenario.ts",
      );
    }
    return [{ token: source, files: patterns }];
  }
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(source, "utf8"));
  } catch {
    throw new UsageError(
      `${source} is neither a token nor a report`,
      "Name a token (v2:...) or what check --json printed.",
    );
  }
  if (isRecord(report) && Array.isArray(report["scenarios"]) && report["scenarios"].some(isShardOfOne)) {
    throw new UsageError(
      `${source} is one shard, and no report`,
      "Put all shards together first: fd-reservation merge <shards...> --json > report.json",
    );
  }
  if (!isReport(report)) {
    throw new UsageError(
      `${source} is neither a token nor a report`,
      "Name a token (v2:...) or what check --json printed.",
    );
  }
  const tokens = report.scenarios.flatMap(({ scenario: name, file, counterexample }) =>
    counterexample?.token === undefined
      ? []
      : [{ token: counterexample.token, files: patterns.length > 0 ? patterns : [file], name }],
  );
  if (tokens.length === 0) {
    throw new UsageError(
      `${source} has no counterexample`,
      `There is nothing to replay: ${WITHOUT_RUN[report.verdict] ?? "what it found wrong is no run"}.`,
    );
  }
  return tokens;
}

/** What a report without a counterexample says, by its verdict. */
const WITHOUT_RUN: Readonly<Record<string, string>> = {
  holds: "all hold",
  bounded: "no run that was explored violates anything",
  interrupted: "it was interrupted before it found anything",
  error: "nothing was run",
} satisfies Partial<Record<Overall, string>>;

/** As much of what `check --json` prints as is read here. */
interface Report {
  readonly verdict: string;
  readonly scenarios: readonly {
    readonly scenario: string;
    readonly file: string;
    readonly counterexample?: { readonly token?: string };
  }[];
}

function isReport(value: unknown): value is Report {
  if (!isRecord(value)) return false;
  const { version, verdict, scenarios } = value;
  return version === 2 && typeof verdict === "string" && Array.isArray(scenarios) && scenarios.every(isEntry);
}

function isEntry(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { scenario, file, verdict, counterexample } = value;
  if ([scenario, file, verdict].some((text) => typeof text !== "string")) return false;
  if (counterexample === undefined) return true;
  return isRecord(counterexample) && ["string", "undefined"].includes(typeof counterexample["token"]);
}

function isShardOfOne(value: unknown): boolean {
  return isRecord(value) && isRecord(value["shard"]);
}
