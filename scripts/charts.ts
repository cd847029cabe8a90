/** Draws the charts of the pages from recorded data; with --record, writes docs/charts/. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Cell } from "../bench/descriptors/cell.js";
import type { Pattern } from "../bench/descriptors/patterns.js";
import type { Scale } from "../bench/scale/page.js";
import type { CostReport } from "../src/cli/internal.js";
import { barChart, lineChart, type Width } from "./chart.js";

const root = fileURLToPath(new URL("..", import.meta.url));

function recorded<Record>(file: string): Record {
  return JSON.parse(readFileSync(path.join(root, "docs", file), "utf8")) as Record;
}

/** The charts by the names of their files: each for a page, and for a phone. */
export function charts(): Readonly<Record<string, string>> {
  const drawn = (width: Width): Record<string, string> => ({
    scale: scale(width, recorded("data/scale.json")),
    "lint-growth": lintGrowth(width, recorded("data/bench-lint.json")),
    cost: cost(width, recorded("cost.json")),
    spin: spin(width, recorded("data/bench-explore.json")),
    descriptors: descriptors(width, recorded("data/bench-descriptors.json")),
  });
  const narrow = Object.entries(drawn("narrow")).map(([name, svg]) => [`${name}-narrow`, svg] as const);
  return { ...drawn("wide"), ...Object.fromEntries(narrow) };
}

/** Where a chart is. */
export function chartFile(name: string): string {
  return path.join(root, `docs/charts/${name}.svg`);
}

/** States over calls at access granularity: a hue for each number of tasks, dashed without failures. */
function scale(width: Width, { points }: Scale): string {
  const own = points.filter(({ granularity }) => granularity === "access");
  const tasks = [...new Set(own.map((point) => point.tasks))];
  const lines = tasks.flatMap((number, hue) =>
    [1, 0].map((failures) => ({
      name: `${number} tasks, ${failures === 0 ? "no failure" : "1 failure"}`,
      hue,
      dashed: failures === 0,
      data: own
        .filter((point) => point.tasks === number && point.failures === failures)
        .map(({ states }) => states),
    })),
  );
  const calls = [...new Set(own.map((point) => String(point.calls)))];
  return lineChart(
    "scale",
    width,
    440,
    { type: "category", name: "calls a task", data: calls },
    { type: "log", name: "states" },
    lines,
  );
}

interface LintGrowth {
  readonly sizes: readonly { readonly statements: number; readonly milliseconds: number }[];
}

/** One straight line says that the time grows with the size and not faster. */
function lintGrowth(width: Width, { sizes }: LintGrowth): string {
  const data = sizes.map(({ statements, milliseconds }) => [statements, milliseconds] as const);
  return lineChart(
    "lint",
    width,
    320,
    { type: "value", name: "statements of one function" },
    { type: "value", name: "milliseconds" },
    [{ name: "the ownership lint", hue: 0, data }],
  );
}

const COSTLY = [
  { file: "examples/callsites/openat/raw.ts", name: "openat" },
  { file: "examples/callsites/openat/slots.ts", name: "openat" },
  { file: "examples/callsites/pipe2/raw.ts", name: "pipe2" },
  { file: "examples/callsites/pipe2/slots.ts", name: "pipe2" },
];
const SCHEMES = ["mainline", "tagged, glue", "tagged, task-work", "slots, glue", "slots, task-work"];

/** What a call that succeeds touches, in each scheme. */
function cost(width: Width, { scenarios }: CostReport): string {
  const entries = COSTLY.flatMap(({ file, name }) => {
    const found = scenarios.find((scenario) => scenario.file === file);
    if (found === undefined) throw new Error(`docs/cost.json has no ${file}: npm run record -- cost`);
    return found.cost
      .filter(({ column }) => SCHEMES.includes(column))
      .map(({ column, success }) => ({ name: `${name}: ${column}`, success }));
  });
  const counted = ["loads", "stores", "atomics", "locks"] as const;
  return barChart(
    "cost",
    width,
    entries.map(({ name }) => name),
    { type: "value", name: "memory accesses of a call that succeeds" },
    counted.map((what) => ({ name: what, stack: "all", data: entries.map(({ success }) => success[what]) })),
  );
}

interface Explored {
  readonly toVerdict: readonly {
    readonly scenario: string;
    readonly explorer: { readonly total: number };
    readonly spin: { readonly total: number };
  }[];
}

/** Time to the verdict, SPIN's with the time of its compiler. */
function spin(width: Width, { toVerdict }: Explored): string {
  return barChart(
    "spin",
    width,
    toVerdict.map(({ scenario }) => scenario),
    { type: "log", name: "milliseconds to the verdict" },
    [
      { name: "this explorer", data: toVerdict.map(({ explorer }) => Math.round(explorer.total)) },
      {
        name: "SPIN, its compilation included",
        data: toVerdict.map(({ spin: other }) => Math.round(other.total)),
      },
    ],
  );
}

const PATTERNS: Readonly<Partial<Record<Pattern, string>>> = {
  tail: "at the end of a full table",
  lowest: "a low number of a full table",
  random: "a random number of a full table",
  adversarial: "past the whole table",
};

/** Time of one allocation, install and close with 1,024 descriptors open. */
function descriptors(width: Width, { cells }: { readonly cells: readonly Cell[] }): string {
  const own = cells.filter(({ size }) => size === 1024);
  const contenders = [...new Set(own.map(({ contender }) => contender))];
  return barChart(
    "descriptors",
    width,
    contenders,
    { type: "log", name: "nanoseconds to allocate, install and close, with 1,024 open" },
    Object.entries(PATTERNS).map(([pattern, name]) => ({
      name,
      data: contenders.map((contender) => {
        const { median } = own.find((one) => one.contender === contender && one.pattern === pattern) ?? {};
        return median === undefined ? null : Math.round(median);
      }),
    })),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const [name, svg] of Object.entries(charts())) {
    process.stdout.write(`${path.relative(root, chartFile(name))}: ${svg.length} characters\n`);
    if (process.argv.includes("--record")) writeFileSync(chartFile(name), svg);
  }
}
