/**
 * Counts the numbers that pages quote, each with its name behind it: `28<!-- open.glue.stores -->`. Prints the pages that
 * have others; with --record, writes the numbers into them.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { explore, measureCost, type CostColumn, type Scenario } from "fd-reservation/explore";
import ts from "typescript";
import { globSync } from "tinyglobby";
import { measureCleanUp, type Matrix } from "../src/matrix/index.js";
import { loadScenario } from "./site/scenarios.js";

const root = fileURLToPath(new URL("..", import.meta.url));

const COLUMNS: Readonly<Record<CostColumn, string>> = {
  "slots, glue": "slotsGlue",
  "slots, task-work": "slotsTaskWork",
  "slots, explicit": "slotsExplicit",
  mainline: "mainline",
  "tagged, glue": "glue",
  "tagged, task-work": "taskWork",
  "tagged, explicit": "explicit",
};

/** The pages that may quote numbers. */
export function quotingPages(): string[] {
  return globSync(["README.md", "docs/{*,guides/*,ownership/*}.md"], { cwd: root, absolute: true }).sort();
}

/**
 * A page with the numbers that it quotes.
 *
 * @throws Error when it quotes one that is not counted.
 */
export function withNumbers(page: string, numbers: object): string {
  return page.replace(/(?:\d[\d ]*|\b[A-Za-z]+)<!-- ([\w.-]+) -->/g, (_, name: string) => {
    const found = name
      .split(".")
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], numbers);
    if (typeof found !== "number" && typeof found !== "string")
      throw new Error(`no ${name} is counted: add it to scripts/numbers.ts`);
    const text = typeof found === "number" ? found.toLocaleString("en").replaceAll(",", " ") : found;
    return `${text}<!-- ${name} -->`;
  });
}

/** Counts them. */
export async function countNumbers(): Promise<object> {
  const matrix = JSON.parse(readFileSync(path.join(root, "docs/matrix.json"), "utf8")) as Matrix;
  return {
    bugs: folders("bugs").length,
    callSites: folders("callsites").length,
    mistakes: matrix.rows.length,
    stopped: Object.fromEntries(matrix.places.map(({ design, counts }) => [design, counts])),
    open: await costOf("callsites/openat/token"),
    nothing: await costOf("baseline/getppid"),
    manyFiles: await costOf("callsites/many-files/transaction"),
    cleanUp: { raw: cleanUpOf("raw"), token: cleanUpOf("token"), transaction: cleanUpOf("transaction") },
    plainStore: explored(await loadScenario("races/lost-commit", "plain")),
    protocolStore: explored(await loadScenario("races/lost-commit", "protocol")),
    guardEveryRun: explored(await loadScenario("races/rule-2", "everyRun")),
    copies: explored(await loadScenario("races/copy", "unshareAgainstOpen")),
  };
}

function folders(group: string): string[] {
  const entries = readdirSync(path.join(root, "examples", group), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function costOf(example: string): Promise<object> {
  const entries = measureCost(await loadScenario(example));
  return Object.fromEntries(entries.map(({ column, success }) => [COLUMNS[column as CostColumn], success]));
}

/** Sums over the call sites that every one of these designs can express. */
function cleanUpOf(design: string): object {
  const sum = { sites: 0, lines: 0, statements: 0, exits: 0 };
  for (const name of folders("callsites")) {
    const text = readFileSync(path.join(root, "examples/callsites", name, `${design}.ts`), "utf8");
    const counted = measureCleanUp(ts, `${design}.ts`, text);
    if (counted === undefined) continue;
    sum.sites++;
    sum.lines += counted.lines;
    sum.statements += counted.cleanUpStatements;
    sum.exits += counted.exits;
  }
  return sum;
}

function explored(scenario: Scenario): object {
  const { states, coverage, verdict } = explore(scenario);
  return { states, coverage, verdict };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const numbers = await countNumbers();
  for (const file of quotingPages()) {
    const page = readFileSync(file, "utf8");
    const counted = withNumbers(page, numbers);
    if (counted === page) continue;
    process.stdout.write(`${path.relative(root, file)}\n`);
    if (process.argv.includes("--record")) writeFileSync(file, counted);
  }
}
