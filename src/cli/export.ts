/** `fd-reservation export`: counterexamples in the formats of other tools. */
import { SHIVIZ_PARSER, toItf, toMermaid, toShiViz } from "../explore/exports.js";
import type { Trace } from "../explore/index.js";
import type { Output } from "./output.js";
import { runTokens, type ReplayOptions } from "./replay.js";

/** The formats of runs. */
export const formats = ["json", "mermaid", "itf", "shiviz"] as const;

/** The options of the command. */
export interface ExportOptions extends Pick<ReplayOptions, "timeout"> {
  readonly format: (typeof formats)[number];
}

const writers: Readonly<Record<ExportOptions["format"], (trace: Trace) => string>> = {
  json: (trace) => JSON.stringify(trace, null, 2),
  mermaid: toMermaid,
  itf: (trace) => JSON.stringify(toItf(trace), null, 2),
  shiviz: (trace) => `${SHIVIZ_PARSER}\n\n${toShiViz(trace)}`,
};

/**
 * Runs the command.
 *
 * @param source - A replay token, or a report of `check --json`.
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
  for (const { replay } of await runTokens(source, patterns, options, output)) {
    output.line(writers[options.format](replay.trace).trimEnd());
  }
  return 0;
}
