/** The worker thread in which scenario files are loaded and run, so that an endless one can be ended. */
import { once } from "node:events";
import { register } from "node:module";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import {
  explore,
  ExploreError,
  exploreShard,
  isScenario,
  measureCost,
  type CostGap,
  replay,
  toPromela,
  type Scenario,
} from "../explore/index.js";
import { isTokenOf } from "../explore/internal.js";
import { provideDisposableStack } from "./disposable-stack.js";
import type { ScenarioFile, Work, WorkerInput, WorkerMessage } from "./protocol.js";

const { task, taken, modules } = workerData as WorkerInput;
if (parentPort === null) throw new Error("This file is a thread of fd-reservation's, and no program.");
const command = parentPort;
const say = (message: WorkerMessage): void => command.postMessage(message);

process.setSourceMapsEnabled(true);
provideDisposableStack();
register(new URL("./module-hooks.js", import.meta.url), { data: modules, transferList: [modules] });
say({ type: "ready", at: performance.timeOrigin + performance.now() });
// Types are being checked meanwhile.
const [files] = (await once(command, "message")) as [readonly ScenarioFile[]];

const scenarios: { file: string; scenario: Scenario }[] = [];
let loaded = true;
for (const { file, isOptional, exports } of files) {
  say({ type: "loading", file });
  let module: Record<string, unknown>;
  try {
    module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    const cause = `throws while loading: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
    say({
      type: "unloadable",
      file,
      cause,
      next: "Fix the code at the top level of the file; nothing was run.",
    });
    loaded = false;
    break;
  }
  const found = inOrder(module, exports).flat().filter(isScenario);
  if (found.length === 0 && !isOptional) {
    const next = "Add one: export default scenario({ name, tasks }), from fd-reservation/explore.";
    say({ type: "unloadable", file, cause: "exports no scenario", next });
    loaded = false;
    break;
  }
  for (const scenario of new Set(found)) scenarios.push({ file, scenario });
}

/** What a module exports: in the order of its source, and after that what it only passes on. */
function inOrder(module: Readonly<Record<string, unknown>>, names: readonly string[]): unknown[] {
  const known = names.filter((name) => name in module);
  const others = Object.keys(module).filter((name) => !known.includes(name));
  return [...known, ...others].map((name) => module[name]);
}

function workOn(scenario: Scenario, index: number): Work {
  const at = (what: string, states = 0): void => say({ type: "running", index, at: what, states });
  const onProgress = ({ states }: { readonly states: number }): void =>
    at(`${states.toLocaleString("en")} states`, states);
  const onRun = ({ states }: { readonly states: number }): void => at(`run ${states}`, states);
  const progress = { onProgress: scenario.order.length === 1 ? onRun : onProgress };
  switch (task.kind) {
    case "check":
      at("beginning");
      return { check: explore(scenario, { ...task.options, ...progress }) };
    case "shard":
      at("beginning");
      return { shard: exploreShard(scenario, { ...task.options, ...progress }) };
    case "replay":
      at("replaying");
      return { replay: isTokenOf(task.token, scenario.name) ? replay(scenario, task.token) : undefined };
    case "promela":
      // One task alone is interleaved with nothing.
      if (scenario.order.length === 1 || !scenario.name.includes(task.name)) return { promela: undefined };
      at("beginning");
      return { promela: toPromela(scenario, { onProgress }).text };
    case "cost": {
      const gaps: CostGap[] = [];
      const cost = measureCost(
        scenario,
        (run) => at(`run ${run}`),
        (gap) => gaps.push(gap),
      );
      return { cost, gaps };
    }
  }
}

if (loaded) {
  say({ type: "loaded", scenarios: scenarios.map(({ file, scenario: { name } }) => ({ file, name })) });
  for (;;) {
    const index = Atomics.add(taken, 0, 1);
    const next = scenarios[index];
    if (next === undefined) break;
    const { file, scenario } = next;
    try {
      say({ type: "done", index, work: workOn(scenario, index) });
    } catch (error) {
      if (!(error instanceof ExploreError)) throw error;
      const cause = `: "${scenario.name}" cannot be explored: ${error.message}`;
      say({ type: "unloadable", file, cause, next: "No verdict was given." });
      break;
    }
  }
}
say({ type: "end" });
