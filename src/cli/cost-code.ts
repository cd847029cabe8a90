/** `fd-reservation cost --code`: how much of each call site's source is clean-up, in each design. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { knownDesigns, measureCleanUp, type CleanUp } from "../matrix/index.js";
import { alignColumns, markdownTable } from "./columns.js";
import type { Output } from "./output.js";
import { projectCompiler, type TypeScript } from "./compiler.js";
import { patternsOf, type OwnFile } from "./own-design.js";
import { findFiles } from "./files.js";
import { UsageError } from "./usage-error.js";

/** The options of the command. */
export interface CodeOptions {
  /** The module of a user's design: its call sites are counted beside those of the same name in `examples/`. */
  readonly design?: string;
  /** Whether to print JSON. */
  readonly json: boolean;
  /** Whether to print a Markdown table. */
  readonly markdown: boolean;
}

/** What was counted in one file: `<call site>/<design>.ts`. */
export interface CodeEntry extends CleanUp {
  readonly file: string;
  readonly callSite: string;
  readonly design: string;
}

/** The sums of one design over call sites, and how many those are. */
export interface CodeTotal extends CleanUp {
  readonly design: string;
  readonly callSites: number;
}

/** What `cost --code --json` prints. */
export interface CodeReport {
  readonly version: 1;
  readonly callSites: readonly CodeEntry[];
  /** Over the call sites that every design has. */
  readonly totals: readonly CodeTotal[];
  /** Over all call sites, of the designs that have them all; none where every design has. */
  readonly complete: readonly CodeTotal[];
}

const fields = ["lines", "cleanUpStatements", "cleanUpLines", "exits", "cleanUpExits"] as const;
const head = [
  "call site",
  "design",
  "lines",
  "clean-up statements",
  "clean-up lines",
  "exits",
  "clean-up exits",
];
/**
 * Counts the files.
 *
 * @param patterns - Files or globs: `<call site>/<design>.ts`.
 * @param own - Files of the user's design.
 * @throws {@link UsageError} when no file is a call site.
 */
export function measureCode(patterns: readonly string[], own: readonly OwnFile[] = []): CodeReport {
  const places = new Map(own.map((place) => [place.file, place]));
  const { files } = findFiles([...patterns, ...patternsOf(own)]);
  const ts = projectCompiler(files[0]);
  const entries = files.flatMap((file) => entryOf(ts, file, places.get(file))).sort(inOrder);
  if (entries.length === 0) {
    throw new UsageError(
      "no file is a call site",
      "Name files that export a scenario, as <call site>/<design>.ts: 'examples/callsites/**/*.ts'.",
    );
  }
  return { version: 1, callSites: entries, ...totalsOf(entries) };
}

/**
 * Runs the command.
 *
 * @returns The exit code: always 0; what cannot be read throws.
 * @throws {@link UsageError} as measureCode does.
 */
export function costCode(
  patterns: readonly string[],
  own: readonly OwnFile[],
  options: CodeOptions,
  output: Output,
): 0 {
  const report = measureCode(patterns, own);
  const { callSites: entries, totals, complete } = report;
  if (options.json) {
    output.line(JSON.stringify(report, null, 2));
    return 0;
  }
  const rows = entries.map((entry) => [entry.callSite, entry.design, ...fields.map((field) => entry[field])]);
  const sums = [...totals, ...complete].map((total) => [
    `all ${total.callSites}`,
    total.design,
    ...fields.map((field) => total[field]),
  ]);
  if (options.markdown) for (const line of markdownTable([head, ...rows, ...sums])) output.line(line);
  else {
    const [first = "", ...lines] = alignColumns([head, ...rows, ...sums]);
    output.line(output.dim(first));
    for (const line of lines) output.line(line);
    output.line("");
    output.line(
      "Counted in the sources, without imports, comments and scenarios. Clean-up releases what the call",
    );
    output.line("holds; an exit is a return, throw or jump before the end of a function.");
    if (totals.length > 0) output.line("The sums are over the call sites that every design has.");
    const [whole] = complete;
    if (whole !== undefined)
      output.line(`Sums over all ${whole.callSites} call sites are of the designs that have them all.`);
  }
  return 0;
}

function entryOf(ts: TypeScript, file: string, own: OwnFile | undefined): CodeEntry[] {
  const counts = measureCleanUp(ts, path.basename(file), readFileSync(file, "utf8"));
  if (counts === undefined) return [];
  return [
    {
      file: path.relative("", file),
      callSite: own?.name ?? path.basename(path.dirname(file)),
      design: own?.design ?? path.basename(file, path.extname(file)),
      ...counts,
    },
  ];
}

/** By call site, then by design. */
function inOrder(a: CodeEntry, b: CodeEntry): number {
  if (a.callSite !== b.callSite) return a.callSite < b.callSite ? -1 : 1;
  const [first, second] = [knownDesigns.indexOf(a.design), knownDesigns.indexOf(b.design)];
  return first - second || (a.design < b.design ? -1 : 1);
}

function totalsOf(entries: readonly CodeEntry[]): Pick<CodeReport, "totals" | "complete"> {
  const designs = [...new Set(entries.map(({ design }) => design))];
  const callSites = [...new Set(entries.map(({ callSite }) => callSite))];
  const has = (callSite: string, design: string): boolean =>
    entries.some((entry) => entry.callSite === callSite && entry.design === design);
  const common = callSites.filter((callSite) => designs.every((design) => has(callSite, design)));
  const having = designs.filter((design) => callSites.every((callSite) => has(callSite, design)));
  return {
    totals: common.length < 2 ? [] : designs.map((design) => totalOf(entries, design, common)),
    complete:
      common.length === callSites.length ? [] : having.map((design) => totalOf(entries, design, callSites)),
  };
}

function totalOf(entries: readonly CodeEntry[], design: string, callSites: readonly string[]): CodeTotal {
  const own = entries.filter((entry) => entry.design === design && callSites.includes(entry.callSite));
  const sum = (field: keyof CleanUp): number => own.reduce((total, entry) => total + entry[field], 0);
  return {
    design,
    callSites: callSites.length,
    lines: sum("lines"),
    cleanUpStatements: sum("cleanUpStatements"),
    cleanUpLines: sum("cleanUpLines"),
    exits: sum("exits"),
    cleanUpExits: sum("cleanUpExits"),
  };
}
