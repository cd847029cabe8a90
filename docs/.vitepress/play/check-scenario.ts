/** Explores one scenario for the playground and for the pages that show runs, on the kernel that the reader chose. */
import { explore, scenario, type Scenario, type Trace } from "fd-reservation/explore";
import type { DesignChoice, ScenarioReport } from "./messages.js";

type Design = Trace["design"];

/** What came of a scenario under a choice of kernel, with the runs to show. */
export function checkScenario(
  given: Scenario,
  choice: DesignChoice,
  onProgress?: (states: number) => void,
): ScenarioReport {
  const own: Design = given.kernel?.reservations ?? "table";
  const design = choice === "own" || choice === "both" ? own : choice;
  const { states, coverage, verdict, counterexample } = explore(onKernel(given, design), {
    onProgress: (progress) => onProgress?.(progress.states),
  });
  const point = counterexample?.failures[0]?.point ?? 0;
  const shown = counterexample ?? recordRun(onKernel(given, design), 0);
  const report = { scenario: given.name, states, coverage, verdict };
  if (choice !== "both") return { ...report, traces: [shown] };
  const other = onKernel(given, design === "table" ? "per-task" : "table");
  const second = given.order.length === 1 ? recordRun(other, point) : counterexampleOf(other);
  return { ...report, traces: design === "table" ? [shown, second] : [second, shown] };
}

/** The scenario on a kernel that keeps its reservations in another way. */
export function onKernel(given: Scenario, reservations: Design): Scenario {
  return scenario({ ...given, kernel: { ...given.kernel, reservations } });
}

/** The shortest run that does not hold or, when all hold, one without failures. */
function counterexampleOf(given: Scenario): Trace {
  return explore(given).counterexample ?? recordRun(given, 0);
}

/**
 * One run, step by step: that in which one fallible point fails, or, for 0, none. A scenario that has no such point
 * gives its run without failures.
 */
export function recordRun(given: Scenario, point: number): Trace {
  // Only a run that does not hold is recorded: this one is stopped at its end.
  const stop = "recorded";
  const { counterexample } = explore(
    scenario({
      ...given,
      check(end) {
        if ((end.failures[0]?.point ?? 0) !== point) return;
        given.check?.(end);
        throw new Error(stop);
      },
    }),
  );
  if (counterexample === undefined) {
    if (point === 0) throw new Error(`"${given.name}" has no run that ends`);
    return recordRun(given, 0);
  }
  if (counterexample.violation?.message !== stop) return counterexample;
  const { violation: _violation, why: _why, ...holding } = counterexample;
  return holding;
}
