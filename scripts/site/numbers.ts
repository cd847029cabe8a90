/** Counts the numbers that pages quote, so that no page can go stale: `[[open.glue.stores]]` in a page's text. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { explore, isScenario, measureCost, type CostColumn, type Scenario } from "fd-reservation/explore";
import ts from "typescript";
import { measureCleanUp, type Matrix } from "../../src/matrix/index.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

const COLUMNS: Readonly<Record<CostColumn, string>> = {
  "slots, glue": "slotsGlue",
  "slots, task-work": "slotsTaskWork",
  "slots, explicit": "slotsExplicit",
  mainline: "mainline",
  "tagged, glue": "glue",
  "tagged, task-work": "taskWork",
  "tagged, explicit": "explicit",
};

/** Writes `generated/numbers.json`. */
export async function writeNumbers(): Promise<void> {
  const matrix = JSON.parse(readFileSync(path.join(root, "docs/matrix.json"), "utf8")) as Matrix;
  const numbers = {
    bugs: folders("bugs"),
    callSites: folders("callsites"),
    mistakes: matrix.rows.length,
    stopped: Object.fromEntries(matrix.places.map(({ design, counts }) => [design, counts])),
    open: await costOf("callsites/openat/token"),
    nothing: await costOf("baseline/getppid"),
    manyFiles: await costOf("callsites/many-files/transaction"),
    cleanUp: { raw: cleanUpOf("raw"), token: cleanUpOf("token"), transaction: cleanUpOf("transaction") },
    plainStore: explored(await scenarioOf("races/lost-commit", "plain")),
    protocolStore: explored(await scenarioOf("races/lost-commit", "protocol")),
    guardEveryRun: explored(await scenarioOf("races/rule-2", "everyRun")),
    copies: explored(await scenarioOf("races/copy", "unshareAgainstOpen")),
  };
  writeFileSync(path.join(root, "docs/.vitepress/generated/numbers.json"), JSON.stringify(numbers, null, 1));
}

function folders(group: string): number {
  const entries = readdirSync(path.join(root, "examples", group), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).length;
}

async function scenarioOf(example: string, name = "default"): Promise<Scenario> {
  const exports = (await import(path.join(root, "examples", `${example}.ts`))) as Record<string, unknown>;
  const found = exports[name];
  if (!isScenario(found)) throw new Error(`examples/${example}.ts exports no scenario ${name}`);
  return found;
}

async function costOf(example: string): Promise<object> {
  const entries = measureCost(await scenarioOf(example));
  return Object.fromEntries(entries.map(({ column, success }) => [COLUMNS[column as CostColumn], success]));
}

/** Sums over the call sites that every one of these designs can express. */
function cleanUpOf(design: string): object {
  const sum = { sites: 0, lines: 0, statements: 0, exits: 0 };
  const folder = path.join(root, "examples/callsites");
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue; // what they share
    const text = readFileSync(path.join(folder, entry.name, `${design}.ts`), "utf8");
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
