/** `fd-reservation c`: functions of the kernel's C, on every path and with every failure. */
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { readFacts, type Configuration, type Fact, type Finding, type FunctionReport } from "../c/index.js";
import { Facts, FunctionExplorer, PRIMITIVES, SourceIndex, type FunctionDefinition } from "../c/internal.js";
import { formatTrace } from "../explore/index.js";
import { Sources } from "./c-sources.js";
import { cSarifOf } from "./c-sarif.js";
import { detailsOf, headOf, summaryOf } from "./c-text.js";
import { widthOf } from "./width.js";
import type { Output } from "./output.js";
import { expectWritable, writeTo } from "./targets.js";
import { UsageError } from "./usage-error.js";

/** The options of the command. */
export interface COptions {
  /** The root of the kernel's tree. */
  readonly tree?: string;
  readonly json: boolean;
  readonly sarif?: string;
  /** Whether to print each finding as a run of the explorer. */
  readonly traces: boolean;
  /** Whether to print what is in doubt, and what verdicts rest on. */
  readonly why: boolean;
  /** Whether to print all functions of a tree, and not only those with findings. */
  readonly all: boolean;
  readonly wide: boolean;
  /** Whether `left open` fails. */
  readonly leftOpen: boolean;
  /** A file of facts. */
  readonly facts?: string;
  /** `CONFIG_X=n` and its like. */
  readonly config?: readonly string[];
  readonly maxPaths?: number;
}

/** What is asked for: a file of the tree, and a function of it or all of them. */
interface Target {
  readonly file: string;
  readonly function: string | undefined;
}

/**
 * Runs the command.
 *
 * @param targets - `FILE.c` or `FILE.c:function`; none: all functions of the tree that reserve or install.
 * @returns The exit code: 1 when a function is violated, or with `leftOpen` leaves a descriptor open, else 0.
 * @throws {@link UsageError} when there is no such file or function, or a function that was named cannot be read.
 */
export function c(targets: readonly string[], options: COptions, output: Output, version: string): 0 | 1 {
  const begun = performance.now();
  if (targets.length === 0 && options.tree === undefined) {
    throw new UsageError(
      "nothing is asked for",
      "Name a file (file.c or file.c:function), or a tree: fd-reservation c --tree linux.",
    );
  }
  if (options.sarif !== undefined) expectWritable(options.sarif);
  const sources = new Sources(rootOf(targets, options.tree));
  const index = new SourceIndex(new Facts(factsIn(options.facts)), configurationOf(options.config ?? []));
  const explorer = new FunctionExplorer(
    index,
    options.maxPaths === undefined ? {} : { maxPaths: options.maxPaths },
  );
  const asked =
    targets.length === 0 ? wholeTree(sources, output) : targets.map((one) => targetIn(sources, one));
  for (const [number, { file }] of asked.entries()) {
    output.progress(`reading ${number + 1}/${asked.length} ${file}`);
    sources.gather(file, index);
  }
  const definitions = asked.flatMap((target) => definitionsOf(index, target, targets.length === 0));
  const width = widthOf(options.wide);
  const isTree = targets.length === 0;
  const reports = definitions.map((definition, at) => {
    output.progress(`exploring ${at + 1}/${definitions.length} ${definition.file} ${definition.name}()`);
    const report = explorer.explore(definition);
    const isQuiet = isTree && !options.all && report.verdict === "holds";
    if (options.json || isQuiet) return report;
    output.line(paint(output, report)(headOf(report)));
    const lineOf = (file: string, line: number): string => sources.line(file, line);
    for (const line of detailsOf(report, lineOf, options.why, width)) output.line(line);
    if (options.traces)
      for (const finding of report.findings) printTrace(explorer, definition, finding, output, width);
    return report;
  });
  output.progressDone();
  if (options.json) output.line(JSON.stringify({ version: 1, functions: reports }, null, 2));
  else output.line(summaryOf(reports, (performance.now() - begun) / 1000));
  if (options.sarif !== undefined)
    writeTo(options.sarif, `${JSON.stringify(cSarifOf(reports, version), null, 2)}\n`);
  refuseUnread(asked, reports);
  return reports.some((report) => isFailing(report, options.leftOpen)) ? 1 : 0;
}

function isFailing({ verdict }: FunctionReport, leftOpen: boolean): boolean {
  return verdict === "violated" || (leftOpen && verdict === "left open");
}

function paint(output: Output, report: FunctionReport): (text: string) => string {
  if (isFailing(report, true)) return output.bad;
  return report.verdict === "holds" ? output.good : output.dim;
}

function printTrace(
  explorer: FunctionExplorer,
  definition: FunctionDefinition,
  finding: Finding,
  output: Output,
  width: number,
): void {
  const trace = explorer.trace(definition, finding);
  if (trace !== undefined) output.line(`\n${formatTrace(trace, width)}`);
}

/** A function that was named and cannot be read is no result. */
function refuseUnread(asked: readonly Target[], reports: readonly FunctionReport[]): void {
  const unread = reports.find(
    ({ verdict, name, file }) =>
      verdict === "refused" && asked.some((target) => target.file === file && target.function === name),
  );
  if (unread !== undefined)
    throw new UsageError(`${unread.file} ${unread.name}() is not read: ${unread.refusals.join("; ")}`);
}

/** The root of the tree: as it was named, or the nearest folder above the first file that looks like one. */
function rootOf([first = ""]: readonly string[], tree: string | undefined): string {
  if (tree !== undefined) {
    if (statSync(tree, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new UsageError(`${tree} is no folder`, "Name the root of a kernel tree: --tree linux.");
    return tree;
  }
  const folder = path.dirname(path.resolve(fileOf(first).file));
  for (let root = folder; root !== path.dirname(root); root = path.dirname(root))
    if (existsSync(path.join(root, "include/linux"))) return root;
  return folder;
}

function fileOf(target: string): Target {
  const [, file = target, name] = /^(.*?\.[ch])(?::(\w+))?$/.exec(target) ?? [];
  return { file, function: name };
}

/** A target by the path of its file in the tree: it was named from there, or from the current folder. */
function targetIn(sources: Sources, text: string): Target {
  const { file, function: name } = fileOf(text);
  const inTree = path.relative(path.resolve(sources.root), path.resolve(file)).split(path.sep).join("/");
  const found = [file, inTree].find((one) => sources.text(one) !== undefined);
  if (found === undefined)
    throw new UsageError(`${file} cannot be read`, "Name a file of C: fs/pipe.c, or fs/pipe.c:do_pipe2.");
  return { file: found, function: name };
}

function wholeTree(sources: Sources, output: Output): Target[] {
  const targets: Target[] = [];
  for (const file of sources.withPrimitives()) {
    targets.push({ file, function: undefined });
    output.progress(`finding the files: ${targets.length}, ${file}`);
  }
  return targets;
}

/** The functions of a target: the one that is named, or those that have to do with descriptors. */
function definitionsOf(
  index: SourceIndex,
  { file, function: name }: Target,
  isTree: boolean,
): FunctionDefinition[] {
  const functions = [...(index.units.get(file)?.functions.values() ?? [])];
  if (name !== undefined) {
    const found = functions.find((one) => one.name === name);
    if (found === undefined)
      throw new UsageError(
        `${file} has no function ${name}`,
        "A syscall is named sys_ and its name: sys_pipe2.",
      );
    return [found];
  }
  return functions.filter((one) => (isTree ? reserves(index, one) : index.namesDescriptors(one)));
}

function reserves(index: SourceIndex, definition: FunctionDefinition): boolean {
  const calls = index.callsOf(definition);
  if (PRIMITIVES.some((name) => calls.has(name))) return true;
  return calls.has("CLASS") && definition.tokens.some(({ text }) => text === "get_unused_fd");
}

function configurationOf(settings: readonly string[]): Configuration {
  return Object.fromEntries(
    settings.map((setting) => {
      const [, name, value] = /^(\w+)=([yn])$/.exec(setting) ?? [];
      if (name === undefined)
        throw new UsageError(
          `${setting} is no setting`,
          "Say --config CONFIG_NAME=y or --config CONFIG_NAME=n.",
        );
      return [name, value === "y"];
    }),
  );
}

function factsIn(file: string | undefined): readonly Fact[] {
  if (file === undefined) return [];
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
  try {
    return readFacts(text);
  } catch (error) {
    throw new UsageError(
      `${file}: ${(error as Error).message}`,
      "See the guide: docs/guides/c.md, Your own facts.",
    );
  }
}
