/**
 * Runs one scenario for the playground, and for the pages that show runs: the one place to change when a scenario is
 * explored in another way.
 */
import { runFailures, scenario, type Scenario, type Trace } from "fd-reservation/explore";
import type { DesignChoice, ScenarioReport } from "./messages.js";

type Design = Trace["design"];

/** What came of a scenario under a choice of kernel, with the runs to show. */
export function checkScenario(
  given: Scenario,
  choice: DesignChoice,
  onRun?: (run: number) => void,
): ScenarioReport {
  const own: Design = given.kernel?.reservations ?? "table";
  const design = choice === "own" || choice === "both" ? own : choice;
  const { runs, verdict, counterexample } = runFailures(onKernel(given, design), onRun);
  const point = counterexample?.failures[0]?.point ?? 0;
  const shown = counterexample ?? recordRun(onKernel(given, design), 0);
  if (choice !== "both") return { scenario: given.name, runs, verdict, traces: [shown] };
  const other: Design = design === "table" ? "per-task" : "table";
  const second = recordRun(onKernel(given, other), point);
  return {
    scenario: given.name,
    runs,
    verdict,
    traces: design === "table" ? [shown, second] : [second, shown],
  };
}

/** The scenario on a kernel that keeps its reservations in another way. */
export function onKernel(given: Scenario, reservations: Design): Scenario {
  return scenario({ ...given, kernel: { ...given.kernel, reservations } });
}

/**
 * One run, step by step: that in which one fallible point fails, or, for 0, none. A scenario that has no such point
 * gives its run without failures.
 */
export function recordRun(given: Scenario, point: number): Trace {
  // Only a run that does not hold is recorded: this one is stopped at its end.
  const stop = "recorded";
  const { counterexample } = runFailures(
    scenario({
      ...given,
      check(end) {
        if ((end.failures[0]?.point ?? 0) !== point) return;
        given.check?.(end);
        throw new Error(stop);
      },
    }),
  );
  if (counterexample === undefined) return recordRun(given, 0);
  const { violation, ...holding } = counterexample;
  return violation?.message === stop ? holding : counterexample;
}
