/** Runs a compiled program in the sandbox's worker: nothing of the page is in reach, and nothing of the network. */
import * as main from "fd-reservation";
import * as designs from "fd-reservation/designs";
import * as explore from "fd-reservation/explore";
import * as kernel from "fd-reservation/kernel";
import * as ownership from "fd-reservation/ownership";
import { Budget, checkScenario } from "./check-scenario.js";
import { MOST_LINES, MOST_SCENARIOS, SEARCH_SHARE } from "./limits.js";
import { withLinkedRun } from "./linked-run.js";
import type { RunMessage, RunOrder } from "./messages.js";
import { newConsole } from "./program-console.js";
import { placeInProgram, PROGRAM } from "./program-place.js";

const modules: Readonly<Record<string, unknown>> = {
  "fd-reservation": main,
  "fd-reservation/designs": designs,
  "fd-reservation/explore": explore,
  "fd-reservation/kernel": kernel,
  "fd-reservation/ownership": ownership,
};

/** How often progress is told, in milliseconds. */
const INTERVAL = 100;

self.onmessage = ({ data, ports: [port] }: MessageEvent<RunOrder>) => {
  if (port === undefined) return;
  // The program loads later, and gets hold of neither the port nor its method.
  const say = port.postMessage.bind(port) as (message: RunMessage) => void;
  self.onmessage = null;
  void run(data, say);
};

async function run(
  { code, design, limit, token }: RunOrder,
  say: (message: RunMessage) => void,
): Promise<void> {
  const begun = performance.now();
  say({ type: "begun" });
  let lines = 0;
  const console = newConsole((output) => {
    if (++lines <= MOST_LINES) say({ type: "output", ...output });
    else if (lines === MOST_LINES + 1) say({ type: "output", text: "… and more lines, which are not shown" });
  });
  try {
    const exported = await load(code, console);
    const scenarios = exported.slice(0, MOST_SCENARIOS);
    const left = exported.length - scenarios.length;
    if (left > 0)
      say({
        type: "output",
        text: `${left} more scenarios were not explored: ${MOST_SCENARIOS} are the most.`,
      });
    const budget = new Budget(limit * SEARCH_SHARE, scenarios.length);
    let told = begun;
    const found = scenarios.map((given) =>
      checkScenario(given, design, budget.next(), (states) => {
        if (performance.now() - told < INTERVAL) return;
        told = performance.now();
        say({ type: "progress", scenario: given.name, states });
      }),
    );
    const milliseconds = performance.now() - begun;
    say({ type: "done", milliseconds, ...withLinkedRun(scenarios, found, token) });
  } catch (error) {
    const isError = error instanceof Error;
    const place = placeInProgram(isError ? error.stack : undefined);
    const why = isError ? `${error.name}: ${error.message}` : String(error);
    say({ type: "failed", why, ...(place === undefined ? {} : { place }) });
  }
}

/** The scenarios that a program exports, once it has run to its end: it may await what it wants. */
async function load(code: string, console: object): Promise<explore.Scenario[]> {
  const exports: Record<string, unknown> = {};
  const require = (name: string): unknown => {
    if (!Object.hasOwn(modules, name)) {
      throw new Error(`The module ${name} does not exist. Available: ${Object.keys(modules).join(", ")}.`);
    }
    return modules[name];
  };
  // No line is put before the program's own, so that steps give their places in it.
  const program = (0, eval)(
    `(async function (require, exports, console) {${code}\n})\n//# sourceURL=${PROGRAM}`,
  ) as (...names: unknown[]) => Promise<void>;
  await program(require, exports, console);
  return [...new Set(Object.values(exports).flat().filter(explore.isScenario))];
}
