/** Explores one scenario for the playground, on the kernel that the reader chose, in the time that it has. */
import { withScheme, type KernelOptions } from "fd-reservation/kernel";
import { explore, follow, scenario, type Scenario, type Trace } from "fd-reservation/explore";
import { MOST_STEPS } from "./limits.js";
import type { DesignChoice, Explored, ScenarioReport } from "./messages.js";

/** Of a run in which one task runs after the other and nothing fails. */
const NO_SCHEDULE = { steps: [], failures: [] };

/** Shares out the time for the searches of a program: each gets an equal part of what is left. */
export class Budget {
  readonly #end: number;
  #searches: number;

  constructor(milliseconds: number, searches: number) {
    this.#end = performance.now() + milliseconds;
    this.#searches = searches;
  }

  /** How many milliseconds the next search has. */
  next(): number {
    return Math.max(1, this.#end - performance.now()) / Math.max(1, this.#searches--);
  }
}

/**
 * What came of a scenario under a choice of kernel, with the runs to show.
 *
 * @param milliseconds - How long to search; what was not seen by then is left out, and the coverage says so.
 */
export function checkScenario(
  given: Scenario,
  choice: DesignChoice,
  milliseconds: number,
  onProgress?: (states: number) => void,
): ScenarioReport {
  const { scheme = "table" } = given.kernel ?? {};
  const own = typeof scheme === "string" ? scheme : scheme.name;
  const kernels: readonly (readonly [design: string, kernel: KernelOptions])[] =
    choice === "own"
      ? [[own, given.kernel ?? {}]]
      : (["table", "tagged"] as const)
          .filter((design) => choice === "both" || choice === design)
          .map((design) => [design, withScheme(given.kernel, design)]);
  const explored = kernels.map(([design, kernel]) => {
    const on = scenario({ ...given, kernel });
    const { tasks, states, coverage, verdict, counterexample } = explore(on, {
      maxMilliseconds: milliseconds / kernels.length,
      onProgress: (progress) => onProgress?.(progress.states),
    });
    const seen: Explored = { design, tasks, states, coverage, verdict };
    return { on, kernel: seen, counterexample };
  });
  // One schedule on all kernels: that of the scenario's own counterexample, if there is one.
  const model =
    explored.find(({ kernel, counterexample }) => kernel.design === own && counterexample !== undefined) ??
    explored.find(({ counterexample }) => counterexample !== undefined);
  const traces = explored.map(({ on, counterexample }, index): Trace => {
    return explored[index] === model && counterexample !== undefined
      ? counterexample
      : follow(on, model?.counterexample ?? NO_SCHEDULE);
  });
  const isShown = traces.every(({ steps }) => steps.length <= MOST_STEPS);
  return {
    scenario: given.name,
    kernels: explored.map(({ kernel }) => kernel),
    traces: isShown ? traces : [],
  };
}
