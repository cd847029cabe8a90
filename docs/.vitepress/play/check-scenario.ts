/** Explores one scenario for the playground, on the kernel that the reader chose. */
import { withScheme, type KernelOptions } from "fd-reservation/kernel";
import { explore, follow, scenario, type Scenario, type Trace } from "fd-reservation/explore";
import type { DesignChoice, Explored, ScenarioReport } from "./messages.js";

/** Of a run in which one task runs after the other and nothing fails. */
const NO_SCHEDULE = { steps: [], failures: [] };

/** What came of a scenario under a choice of kernel, with the runs to show. */
export function checkScenario(
  given: Scenario,
  choice: DesignChoice,
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
    const { states, coverage, verdict, counterexample } = explore(on, {
      onProgress: (progress) => onProgress?.(progress.states),
    });
    return { on, kernel: { design, states, coverage, verdict } satisfies Explored, counterexample };
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
  return { scenario: given.name, kernels: explored.map(({ kernel }) => kernel), traces };
}
