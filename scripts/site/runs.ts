/** Makes the runs that the pages show: from the examples, today, each with the sources that its steps name. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { glob } from "tinyglobby";
import {
  explore,
  follow,
  formatTrace,
  isScenario,
  scenario,
  type Scenario,
  type Trace,
} from "fd-reservation/explore";
import { relativeTrace } from "../../src/cli/internal.js";
import { designName } from "../../src/explore/internal.js";
import { isFailing } from "../../src/explore/results.js";
import type { Exhibit } from "../../src/viewer/internal.js";
import { readRequest, requestOf, RUN_BLOCKS, type RunRequest } from "./run-block.js";
import { loadExports, loadScenario } from "./scenarios.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A run that is ready to be shown. */
export interface ShownRun {
  readonly exhibit: Exhibit;
  /** For readers without scripts. */
  readonly text: string;
}

/**
 * Runs what is asked for. The first run is the shortest counterexample or, when all runs hold, that in which the last
 * fault point of a single task fails. The second one follows its schedule.
 *
 * @throws Error when an example does not end as it states.
 */
export async function show({ title, runs }: RunRequest): Promise<ShownRun> {
  const shown: { label: string; trace: Trace; states: number; came: string }[] = [];
  for (const { example, exported, label } of runs) {
    const given = await load(example, exported);
    const { states, verdict, counterexample } = explore(given);
    if (isFailing(verdict)) throw new Error(`${example}, ${exported}: ${verdict}`);
    const like = shown[0]?.trace;
    const trace = like === undefined ? (counterexample ?? lastFailure(given)) : follow(given, like);
    shown.push({
      label: label ?? designName(trace.design),
      trace: relativeTrace(trace),
      states,
      came:
        verdict === "holds" ? "no violation" : trace.violation === undefined ? VIOLATED_ELSEWHERE : VIOLATED,
    });
  }
  const sources: Record<string, string> = {};
  for (const { trace } of shown) {
    for (const { source } of trace.steps) {
      const file = source === undefined ? undefined : path.join(root, source.file);
      if (source !== undefined && file !== undefined && existsSync(file))
        sources[source.file] ??= readFileSync(file, "utf8");
    }
  }
  const exhibit: Exhibit = {
    version: 1,
    title,
    note: shown
      .map(({ label, states, came }) => {
        // The label up to its colon, where it tells one run from the other.
        const name = shown.length > 1 ? `${label.replace(/:.*$/, "")}: ` : "";
        return `${name}${states} ${states === 1 ? "state" : "states"} explored, ${came}`;
      })
      .join("; "),
    sources,
    runs: shown.map(({ label, trace }) => ({ label, trace })),
  };
  const text = shown
    .map(({ label, trace }) => `${shown.length > 1 ? `${label}\n\n` : ""}${formatTrace(trace)}`)
    .join("\n\n");
  return { exhibit, text };
}

const VIOLATED = "a violation, as expected";
const VIOLATED_ELSEWHERE = "a violation in another run than this one";

/** The scenario that a run names; where there is no default export, the file's first one is meant. */
async function load(example: string, exported: string): Promise<Scenario> {
  const exports = await loadExports(example);
  if (exported !== "default" || "default" in exports) return loadScenario(example, exported);
  const [first] = Object.entries(exports).find(([, found]) => isScenario(found)) ?? [exported];
  return loadScenario(example, first);
}

/** The run in which the last thing fails that can: there most is taken back. */
function lastFailure(given: Scenario): Trace {
  let last = follow(given, { steps: [], failures: [] });
  if (given.order.length > 1) return last;
  for (let point = 1; ; point++) {
    const run = failingRun(given, point);
    if (run === undefined) return last;
    last = run;
  }
}

/** The run with a failure at one fault point; undefined when there are fewer fault points. */
function failingRun(given: Scenario, point: number): Trace | undefined {
  // Only a run that does not hold is recorded: this one is stopped at its end.
  const { counterexample } = explore(
    scenario({
      ...given,
      check({ failures }) {
        if (failures[0]?.point === point) throw new Error("recorded");
      },
    }),
  );
  if (counterexample === undefined) return undefined;
  const { violation: _violation, why: _why, ...holding } = counterexample;
  return holding;
}

/** How a page shows a run: see `show-runs.ts` of the site. */
export interface PreparedRun {
  /** The exhibit's address below the site's home. */
  readonly src: string;
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** What there is to draw at most, from which the page knows how much room the viewer needs. */
  readonly size: {
    readonly runs: number;
    readonly tables: number;
    readonly tasks: number;
    /** The characters of the longest text that the viewer says of one moment. */
    readonly said: number;
  };
}

/** About a step it says a line or two; at the end of a run what is violated, and why. */
function saidOf({ label, trace: { violation, why = "" } }: Exhibit["runs"][number]): number {
  return label.length + Math.max(100, (violation?.message ?? "").length + why.length + 30);
}

function sizeOf({ runs }: Exhibit): PreparedRun["size"] {
  const tables = runs.flatMap(({ trace }) => [trace.before, ...trace.steps.map((step) => step.tables)]);
  return {
    runs: runs.length,
    tables: Math.max(...tables.map(({ length }) => length)),
    tasks: new Set(runs.flatMap(({ trace }) => trace.tasks)).size,
    said: runs.reduce((sum, run) => sum + saidOf(run), 0),
  };
}

/** Makes every run that a page of `docs/` asks for; gives how many. */
export async function writeRuns(): Promise<number> {
  const out = path.join(root, "docs/public/runs");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const prepared: Record<string, PreparedRun> = {};
  for (const page of await glob("docs/**/*.md", { cwd: root, ignore: ["**/node_modules/**"] })) {
    for (const [, , block = ""] of readFileSync(path.join(root, page), "utf8").matchAll(RUN_BLOCKS)) {
      const asked = requestOf(block);
      if (prepared[asked] !== undefined) continue;
      const request = readRequest(block);
      const { exhibit, text } = await show(request);
      const name = createHash("sha256").update(asked).digest("hex").slice(0, 10);
      writeFileSync(path.join(out, `${name}.json`), JSON.stringify(exhibit));
      prepared[asked] = {
        src: `runs/${name}.json`,
        id: `run-${name}`,
        title: request.title,
        text,
        size: sizeOf(exhibit),
      };
    }
  }
  writeFileSync(path.join(root, "docs/.vitepress/generated/runs.json"), JSON.stringify(prepared));
  return Object.keys(prepared).length;
}
