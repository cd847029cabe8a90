/** Runs a compiled program in the sandbox's worker: nothing of the page is in reach, and nothing of the network. */
import * as main from "fd-reservation";
import * as designs from "fd-reservation/designs";
import * as explore from "fd-reservation/explore";
import * as kernel from "fd-reservation/kernel";
import * as ownership from "fd-reservation/ownership";
import { checkScenario } from "./check-scenario.js";
import type { RunMessage, RunOrder } from "./messages.js";

const modules: Readonly<Record<string, unknown>> = {
  "fd-reservation": main,
  "fd-reservation/designs": designs,
  "fd-reservation/explore": explore,
  "fd-reservation/kernel": kernel,
  "fd-reservation/ownership": ownership,
};

/** How often progress is told, in milliseconds. */
const INTERVAL = 100;

self.onmessage = ({ data }: MessageEvent<RunOrder>) => {
  const { number, code, design } = data;
  const say = (message: RunMessage): void => self.postMessage(message);
  const begun = performance.now();
  try {
    const scenarios = load(code);
    let told = begun;
    const reports = scenarios.map((given) =>
      checkScenario(given, design, (states) => {
        if (performance.now() - told < INTERVAL) return;
        told = performance.now();
        say({ number, type: "progress", scenario: given.name, states });
      }),
    );
    say({ number, type: "done", reports, milliseconds: performance.now() - begun });
  } catch (error) {
    say({
      number,
      type: "failed",
      why: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    });
  }
};

/** The scenarios that a program exports. */
function load(code: string): explore.Scenario[] {
  const exports: Record<string, unknown> = {};
  const require = (name: string): unknown => {
    const found = modules[name];
    if (found === undefined) {
      throw new Error(`the module ${name} does not exist; available: ${Object.keys(modules).join(", ")}`);
    }
    return found;
  };
  // The name by which steps give their places; no line is put before the program's own.
  const run = (0, eval)(`(function (require, exports) {${code}\n})\n//# sourceURL=scenario.ts`) as (
    require: (name: string) => unknown,
    exports: Record<string, unknown>,
  ) => void;
  run(require, exports);
  const scenarios = new Set(Object.values(exports).flat().filter(explore.isScenario));
  if (scenarios.size === 0) {
    throw new Error("the program exports no scenario; add one: export default scenario({ name, tasks })");
  }
  return [...scenarios];
}
