/** `fd-reservation merge`: puts the files that shards wrote together and prints verdicts. */
import { readFileSync } from "node:fs";
import { ExploreError, mergeShards } from "../explore/index.js";
import { comparedOptions, report, type Blob, type CheckCode, type ReportOptions } from "./check.js";
import { isRecord } from "./json.js";
import type { Output } from "./output.js";
import type { FileExploration } from "./scenarios.js";
import { UsageError } from "./usage-error.js";

/**
 * Runs the command.
 *
 * @param files - The files that `check --shard` wrote, one of each shard.
 * @returns The exit code: 0 when every scenario holds and the ownership lint reports nothing, else 1.
 * @throws {@link UsageError} when a file cannot be read, a shard is missing, or the shards are of different runs.
 */
export async function merge(
  files: readonly string[],
  options: ReportOptions,
  output: Output,
): Promise<CheckCode> {
  const blobs = files.map((file): NamedBlob => ({ ...readBlob(file), from: file }));
  const [first, ...others] = blobs;
  for (const other of others) if (first !== undefined) expectSameRun(first, other);
  try {
    // By position: names need not differ, and all blobs have the same scenarios in the same order.
    const explorations = (first?.scenarios ?? []).map(({ file }, index): FileExploration => {
      const shards = blobs.flatMap(({ scenarios }) => scenarios[index]?.shard ?? []);
      return { ...mergeShards(shards), file };
    });
    const seconds = explorations.reduce((sum, { milliseconds }) => sum + milliseconds / 1000, 0);
    return await report({ explorations, findings: first?.ownership ?? [] }, options, seconds, output);
  } catch (error) {
    if (!(error instanceof ExploreError)) throw error;
    throw new UsageError(error.message, "Name the file of every shard of one run once.");
  }
}

/** A blob and the file that it was read from. */
interface NamedBlob extends Blob {
  readonly from: string;
}

/**
 * Says how two blobs differ that are no shards of one run: put together, they would hide what only one of them saw.
 *
 * @throws {@link UsageError} when they do.
 */
function expectSameRun(one: NamedBlob, other: NamedBlob): void {
  const refuse = (cause: string, what: "files" | "options"): never => {
    throw new UsageError(
      cause,
      `Give every shard the same ${what}, from the same folder, and run the ones that differ again.`,
    );
  };
  for (const name of comparedOptions) {
    const [here, there] = [flagOf(name, one.options[name]), flagOf(name, other.options[name])];
    if (here === there) continue;
    const [having, lacking] = here === undefined ? [other, one] : [one, other];
    const rest = here === undefined || there === undefined ? "without" : `with ${there}`;
    refuse(`${having.from} was made with ${here ?? there}, ${lacking.from} ${rest}`, "options");
  }
  const [mine, theirs] = [one, other].map(({ scenarios }) =>
    scenarios.map(({ file, name }) => `${JSON.stringify(name)} (${file})`),
  ) as [string[], string[]];
  for (const [having, lacking, had, rest] of [
    [one, other, mine, theirs],
    [other, one, theirs, mine],
  ] as const) {
    const missing = had.find((scenario) => !rest.includes(scenario));
    if (missing !== undefined)
      refuse(`${having.from} has ${missing}, which ${lacking.from} has not`, "files");
  }
  if (mine.join("\n") !== theirs.join("\n"))
    refuse(`${one.from} and ${other.from} do not have the same scenarios in the same order`, "files");
  if (JSON.stringify(one.ownership) !== JSON.stringify(other.ownership))
    refuse(`${one.from} and ${other.from} differ in what the ownership lint reported`, "files");
}

/** An option as it was given on the command line; undefined when it was not. */
function flagOf(
  name: (typeof comparedOptions)[number],
  value: Blob["options"][keyof Blob["options"]],
): string | undefined {
  const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (name === "reduce" || name === "ownership") return value === false ? `--no-${dashed}` : undefined;
  if (value === undefined) return undefined;
  return value === true ? `--${dashed}` : `--${dashed} ${String(value)}`;
}

function readBlob(file: string): Blob {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`${file} cannot be read`, "Name files that check --shard wrote.");
  }
  try {
    const blob: unknown = JSON.parse(text);
    if (isBlob(blob)) return blob;
  } catch {
    // Said below.
  }
  throw new UsageError(`${file} is no file of a shard`, "Name files that check --shard wrote.");
}

/** One without a scenario is none: check refuses to run nothing. */
function isBlob(value: unknown): value is Blob {
  if (!isRecord(value)) return false;
  const { version, options, ownership, scenarios } = value;
  return (
    version === 1 &&
    isRecord(options) &&
    Array.isArray(ownership) &&
    ownership.every((finding) => isRecord(finding) && typeof finding["rendered"] === "string") &&
    Array.isArray(scenarios) &&
    scenarios.length > 0 &&
    scenarios.every(isPart)
  );
}

function isPart(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value["shard"])) return false;
  const { version, index, count, mark, program, exploration, fingerprints } = value["shard"];
  return (
    typeof value["file"] === "string" &&
    typeof value["name"] === "string" &&
    version === 2 &&
    typeof program === "string" &&
    Number.isInteger(index) &&
    Number.isInteger(count) &&
    typeof mark === "string" &&
    typeof fingerprints === "string" &&
    fingerprints.length % 4 === 0 &&
    /^[A-Za-z0-9+/]*={0,2}$/.test(fingerprints) &&
    (exploration === undefined || isExploration(exploration))
  );
}

/** Asks for the parts that merging and printing cannot do without. */
function isExploration(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const numbers = ["tasks", "failures", "states", "transitions", "ends", "depth", "bytes", "milliseconds"];
  const texts = ["scenario", "design", "granularity", "coverage", "verdict"];
  return (
    numbers.every((name) => typeof value[name] === "number") &&
    texts.every((name) => typeof value[name] === "string")
  );
}
