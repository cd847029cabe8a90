/** `fd-reservation matrix`: which layer catches each mistake first, in each design. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  levels,
  MeasureCache,
  measureRuns,
  measureStatics,
  layers,
  meanings,
  tabulate,
  type Matrix,
  type Measure,
  type Measured,
  type Row,
} from "../matrix/index.js";
import { alignColumns } from "./columns.js";
import { Emitter } from "./emitter.js";
import { isRecord } from "./json.js";
import type { Output } from "./output.js";
import { ownFiles, type OwnFile } from "./own-design.js";
import { count } from "./count.js";
import { compilerFor, runFiles, type RunOptions } from "./scenarios.js";
import { stage } from "./timing.js";
import { UsageError } from "./usage-error.js";
import { globSync } from "./vendor.js";

/** The options of the command. */
export interface MatrixOptions extends RunOptions {
  /** Whether to print JSON. */
  readonly json: boolean;
  /** Whether to print a Markdown page. */
  readonly markdown: boolean;
  /** Whether to print only the sums of each design. */
  readonly brief: boolean;
  /** The file of a recorded table, which is printed without measuring. */
  readonly recorded?: string;
  /** Whether cached measures may be used. */
  readonly cache: boolean;
  /** The module of a user's design, which gets a column. */
  readonly design?: string;
}

/**
 * Runs the command.
 *
 * @param folders - Folders of rows: `<folder>/<row>/<design>.ts`.
 * @returns The exit code: always 0; what cannot be measured throws.
 * @throws {@link UsageError} when a folder holds no rows, or a file cannot be loaded or run.
 */
export async function matrix(folders: readonly string[], options: MatrixOptions, output: Output): Promise<0> {
  const { recorded } = options;
  print(
    recorded === undefined ? await measure(folders, options, output) : readTable(recorded),
    options,
    output,
  );
  return 0;
}

function print(table: Matrix, options: MatrixOptions, output: Output): void {
  if (options.json) output.line(JSON.stringify(table, null, 2));
  else if (options.markdown) printMarkdown(table, output);
  else printText(table, options, output);
}

function readTable(file: string): Matrix {
  try {
    const table: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isTable(table)) return table;
  } catch {
    // Reported below.
  }
  throw new UsageError(
    `${file} is not a recorded table`,
    "Write one: fd-reservation matrix --json > matrix.json",
  );
}

/** Checks everything that printing reads. */
function isTable(value: unknown): value is Matrix {
  if (!isRecord(value)) return false;
  const { version, designs, rows, places } = value;
  return (
    version === 1 &&
    Array.isArray(designs) &&
    designs.every((design) => typeof design === "string") &&
    Array.isArray(rows) &&
    rows.every(isRow) &&
    Array.isArray(places) &&
    places.length === designs.length &&
    places.every(isPlace)
  );
}

function isRow(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value["cells"])) return false;
  const { group, name, cells } = value;
  const known: readonly unknown[] = layers;
  return (
    typeof group === "string" &&
    typeof name === "string" &&
    Object.values(cells as object).every((cell) => isRecord(cell) && known.includes(cell["layer"]))
  );
}

function isPlace(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { design, tried, counts, place, lowest } = value;
  return (
    typeof design === "string" &&
    [tried, place, lowest].every((number) => typeof number === "number") &&
    isRecord(counts) &&
    layers.every((layer) => typeof counts[layer] === "number")
  );
}

async function measure(folders: readonly string[], options: MatrixOptions, output: Output): Promise<Matrix> {
  const files = (folders.length > 0 ? folders : ownFolders(options)).flatMap(findAttempts);
  if (options.design !== undefined) files.push(...ownFiles(options.design, "attempts"));
  const project = compilerFor(files.map(({ file }) => file));
  const cache = new MeasureCache(project.ts, !options.cache);
  const measures = new Map<string, Measure>();
  const stale: string[] = [];
  for (const { file } of files) {
    const known = cache.get(file);
    if (known === undefined) stale.push(file);
    else measures.set(file, known);
  }
  if (stale.length > 0) {
    for (const [file, measure] of await measureFiles(stale, project, options, output)) {
      measures.set(file, measure);
      cache.set(file, measure);
    }
    cache.write();
  }
  return tabulate(
    files.map(({ file, ...place }): Measured => ({
      ...place,
      measure: measures.get(file) ?? { runs: false },
    })),
  );
}

/** The folders of this package's repository: a design can do without them. */
function ownFolders({ design }: MatrixOptions): string[] {
  const folders = ["examples/bugs", "examples/misuse"];
  return design === undefined ? folders : folders.filter((folder) => existsSync(folder));
}

/** The attempts in a folder of rows: all files but the scenario and the fixed version of each row. */
function findAttempts(folder: string): OwnFile[] {
  const files = globSync(["*/*.ts"], { cwd: folder, absolute: true, onlyFiles: true }).sort();
  const attempts = files.filter((file) => !["scenario.ts", "fixed.ts"].includes(path.basename(file)));
  if (attempts.length === 0) {
    throw new UsageError(
      `${folder} contains no <mistake>/<design>.ts`,
      "Name folders such as examples/bugs and examples/misuse.",
    );
  }
  return attempts.map((file) => ({
    file,
    group: path.basename(path.resolve(folder)),
    name: path.basename(path.dirname(file)),
    design: path.basename(file, ".ts"),
  }));
}

async function measureFiles(
  files: readonly string[],
  { ts, options: compilerOptions }: ReturnType<typeof compilerFor>,
  options: RunOptions,
  output: Output,
): Promise<Map<string, Measure>> {
  output.progress(`types and ownership lint of ${count(files.length, "file")}`);
  const statics = stage("types and ownership lint", () => measureStatics(ts, files, compilerOptions));
  // A file that does not compile may export no scenario: the mistake cannot be written in this design.
  const optional = files.filter((file) => statics.get(file)?.types !== undefined);
  const done = await runFiles(
    { files, optional, mayBeNone: true },
    { kind: "check", options: {} },
    options,
    output,
    () => ({ found: { files, optional }, emitter: new Emitter(ts, compilerOptions, files) }),
  );
  const measures = new Map(
    files.map((file): [string, Measure] => [file, { runs: false, ...statics.get(file) }]),
  );
  for (const { file, work } of done) {
    const absolute = path.resolve(file);
    const measure = measures.get(absolute);
    const runs = "check" in work ? measureRuns(work.check) : {};
    // Of several scenarios in a file, the first with a violation counts.
    measures.set(absolute, { ...runs, ...measure, runs: true });
  }
  return measures;
}

function groupsOf({ rows }: Matrix): [string, Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  return [...groups];
}

function printText(table: Matrix, { brief, recorded }: MatrixOptions, output: Output): void {
  const { designs } = table;
  if (!brief) {
    for (const [group, rows] of groupsOf(table)) {
      const cells = rows.map(({ name, cells }) => [
        name,
        ...designs.map((design) => cells[design]?.layer ?? "-"),
      ]);
      const [head = "", ...lines] = alignColumns([[group, ...designs], ...cells]);
      output.line(output.dim(head));
      for (const line of lines) output.line(line);
      output.line("");
    }
  }
  output.line(
    `${count(table.rows.length, "mistake")}: what catches each first, in each design in which it was tried.`,
  );
  output.line("");
  const [head = "", ...lines] = alignColumns([["first caught by", ...designs], ...sums(table)]);
  output.line(output.dim(head));
  for (const line of lines) output.line(line);
  output.line("");
  printLegend(output);
  if (recorded !== undefined) {
    output.line(`Printed from ${recorded}. Run fd-reservation matrix to measure again.`);
  }
}

/** The legend: the layers, the levels, and where to read more. */
function printLegend(output: Output): void {
  for (const line of alignColumns(Object.entries(meanings))) output.line(line);
  output.line("");
  output.line(
    "The scale is Rusty Russell's (2008). A design's place is the level that three quarters of its",
  );
  output.line("mistakes reach:");
  for (const line of alignColumns(levels.map(({ level, name, rule }) => [level, `${name}:`, rule]))) {
    output.line(line);
  }
  output.line("");
  output.line(
    "Read more: docs/matrix.md (every cell), docs/designs.md (the designs, and those of other systems),",
  );
  output.line("docs/bring-your-own-design.md (a column for your own design), fd-reservation matrix --help.");
}

function sums({ places }: Matrix): (string | number)[][] {
  return [
    ["tried", ...places.map(({ tried }) => tried)],
    ...layers.map((layer) => [layer, ...places.map(({ counts }) => counts[layer])]),
    ["place on the scale", ...places.map(({ place }) => place)],
    ["lowest mistake", ...places.map(({ lowest }) => lowest)],
  ];
}

function printMarkdown(table: Matrix, output: Output): void {
  const { designs } = table;
  const line = (cells: readonly (string | number)[]): void => output.line(`| ${cells.join(" | ")} |`);
  output.line("# The matrix\n");
  output.line("Written by `fd-reservation matrix --markdown`; a test fails when a cell has changed.\n");
  output.line("## Sums and places\n");
  line(["first caught by", ...designs]);
  line(["---", ...designs.map(() => "---:")]);
  for (const row of sums(table)) line(row);
  output.line(
    "\nLevels are those of Rusty Russell's scale of interfaces (2008), 10 the best; the rules are ours:\n",
  );
  for (const { level, name, rule } of levels) output.line(`- ${level}, ${name}: ${rule}`);
  output.line("\nA design's place is the level that three quarters of its mistakes reach.\n");
  output.line("A cell names the first layer that catches the mistake in that design:\n");
  for (const [layer, meaning] of Object.entries(meanings)) output.line(`- **${layer}**: ${meaning}`);
  output.line("- **-**: it was not tried in this design");
  for (const [group, rows] of groupsOf(table)) {
    output.line(`\n## ${group}\n`);
    line([group, ...designs]);
    line(["---", ...designs.map(() => "---")]);
    for (const { name, cells } of rows) line([name, ...designs.map((design) => cells[design]?.layer ?? "-")]);
  }
}
