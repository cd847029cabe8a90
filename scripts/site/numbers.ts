/** Counts the numbers that pages quote, so that no page can go stale: `[[open.glue.stores]]` in a page's text. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { explore, measureCost, type CostColumn, type Scenario } from "fd-reservation/explore";
import ts from "typescript";
import { measureCleanUp, type Matrix } from "../../src/matrix/index.js";
import { loadScenario } from "./scenarios.js";

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
  writeFileSync(path.join(root, "docs/.vitepress/generated/numbers.json"), JSON.stringify(numbers, null, 1));
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
