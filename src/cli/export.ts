/** `fd-reservation export`: counterexamples in the formats of other tools, and scenarios as Promela models. */
import path from "node:path";
import { SHIVIZ_PARSER, toItf, toMermaid, toShiViz } from "../explore/internal.js";
import type { Trace } from "../explore/index.js";
import type { formats } from "./formats.js";
import type { Output } from "./output.js";
import { jsonOf, runTokens, tokensOf, type ReplayOptions } from "./replay.js";
import { count } from "./count.js";
import { runScenarios } from "./scenarios.js";
import { expectFolder, makeFolder, writeTo } from "./targets.js";
import { UsageError } from "./usage-error.js";

/** The options of the command. */
export interface ExportOptions extends Pick<ReplayOptions, "timeout"> {
  readonly format: (typeof formats)[number];
  /** Whether to write scenarios as Promela models instead. */
  readonly promela: boolean;
  /** Only the scenarios with this in their names; for models. */
  readonly name?: string;
  /** The folder that models go to, one file each. */
  readonly out?: string;
}

/** How a run is written: as a document of JSON, of which several make a list, or as a text. */
type Writer = { readonly document: (trace: Trace) => unknown } | { readonly text: (trace: Trace) => string };

const writers: Readonly<Record<ExportOptions["format"], Writer>> = {
  json: { document: (trace) => trace },
  mermaid: { text: toMermaid },
  itf: { document: toItf },
  shiviz: { text: (trace) => `${SHIVIZ_PARSER}\n\n${toShiViz(trace)}` },
};

/**
 * Runs the command.
 *
 * @param source - A replay token, or a report of `check --json`; for models, the first file.
 * @param patterns - The files with the scenario; those of the report by default.
 * @returns The exit code: always 0; what cannot be run throws.
 * @throws {@link UsageError} as replay does.
 */
export async function exportCommand(
  source: string,
  patterns: readonly string[],
  options: ExportOptions,
  output: Output,
): Promise<0> {
  if (options.promela) return exportModels([source, ...patterns], options, output);
  if (options.name !== undefined || options.out !== undefined) {
    throw new UsageError("--name and --out are for models", "Add --promela, and name scenario files.");
  }
  const writer = writers[options.format];
  if ("text" in writer) expectOneRun(source, patterns, options.format);
  const traces = (await runTokens(source, patterns, options, output)).map(({ replay }) => replay.trace);
  if ("document" in writer) output.line(jsonOf(traces.map((trace) => writer.document(trace))));
  else for (const trace of traces) output.line(writer.text(trace).trimEnd());
  return 0;
}

/**
 * Refuses several runs for a format whose texts cannot follow each other in one file.
 *
 * @throws {@link UsageError} with the commands that write each.
 */
function expectOneRun(source: string, patterns: readonly string[], format: string): void {
  const tokens = tokensOf(source, patterns);
  if (tokens.length === 1) return;
  const commands = tokens.map(
    ({ name = "", token, files }) =>
      `  ${name}:\n    fd-reservation export ${token} ${files.join(" ")} --format ${format}`,
  );
  throw new UsageError(
    `${source} has ${tokens.length} counterexamples, and ${format} shows one run`,
    `Name one by its token:\n${commands.join("\n")}`,
  );
}

async function exportModels(
  patterns: readonly string[],
  { name = "", out, timeout }: ExportOptions,
  output: Output,
): Promise<0> {
  if (/^v\d+:/.test(patterns[0] ?? "")) {
    throw new UsageError("a model is of a scenario, not of one run", "Name scenario files, and no token.");
  }
  if (out !== undefined) expectFolder(out);
  const done = await runScenarios(patterns, { kind: "promela", name }, { timeout }, output);
  const models = done.flatMap(({ name: scenario, work }) =>
    "promela" in work && work.promela !== undefined ? [{ scenario, text: work.promela }] : [],
  );
  if (models.length === 0) {
    const named = name === "" ? "" : ` and ${JSON.stringify(name)} in its name`;
    throw new UsageError(
      `no scenario has several tasks${named}`,
      "See the names and tasks that check prints; a task alone is interleaved with nothing.",
    );
  }
  if (out === undefined) {
    const [model, ...others] = models;
    if (others.length > 0) {
      const names = models.map(({ scenario }) => `  ${scenario}`).join("\n");
      throw new UsageError(
        `there are ${models.length} scenarios:\n${names}`,
        "Name one with --name, or a folder for all of them with --out.",
      );
    }
    output.line((model?.text ?? "").trimEnd());
    return 0;
  }
  makeFolder(out);
  const taken = new Set<string>();
  for (const { scenario, text } of models) writeTo(path.join(out, fileNameOf(scenario, taken)), text);
  output.line(`${count(models.length, "model")} written to ${out}`);
  return 0;
}

/** How much of a name that of a file takes. */
const LONGEST = 100;

/**
 * A scenario's name as that of a file.
 *
 * @param taken - The names before: one that is there already gets a number. Some file systems do not tell capitals from
 * small letters, so they are kept small here.
 */
function fileNameOf(scenario: string, taken: Set<string>): string {
  const words = scenario
    .replace(/[^A-Za-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-|-$/g, "");
  const base = words === "" ? "model" : words;
  let name = base;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${base}-${number}`;
  taken.add(name.toLowerCase());
  return `${name}.pml`;
}
