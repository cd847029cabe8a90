/** The worker thread in which scenario files are loaded and run, so that an endless one can be ended. */
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";
import { isScenario, measureCost, runFailures, type Scenario } from "../explore/index.js";
import type { WorkerInput, WorkerMessage } from "./protocol.js";

const { files, optional, work } = workerData as WorkerInput;
const say = (message: WorkerMessage): void => parentPort?.postMessage(message);

process.setSourceMapsEnabled(true);
register();
say({ type: "begin" });

const scenarios: { file: string; scenario: Scenario }[] = [];
let loaded = true;
for (const file of files) {
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
      next: "Mend what runs at the top level of the file; nothing was run.",
    });
    loaded = false;
    break;
  }
  const found = Object.values(module).flat().filter(isScenario);
  const none = found.length === 0;
  if (none && (!optional.includes(file) || (file === files.at(-1) && scenarios.length === 0))) {
    const next = "Add one: export default scenario({ name, tasks }), from fd-reservation/explore.";
    say({ type: "unloadable", file, cause: "exports no scenario", next });
    loaded = false;
    break;
  }
  for (const scenario of new Set(found)) scenarios.push({ file, scenario });
}

if (loaded) {
  say({ type: "loaded", scenarios: scenarios.map(({ file, scenario: { name } }) => ({ file, name })) });
  scenarios.forEach(({ scenario }, index) => {
    const onRun = (run: number): void => say({ type: "running", index, run });
    if (work === "check") say({ type: "done", index, work: { check: runFailures(scenario, onRun) } });
    else say({ type: "done", index, work: { cost: measureCost(scenario, onRun) } });
  });
}
say({ type: "end" });
