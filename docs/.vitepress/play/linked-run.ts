/** Runs again the run that a link names by its replay token, in place of the one that the search has found. */
import { replay, type Scenario } from "fd-reservation/explore";
import type { LinkedRun, ScenarioReport } from "./messages.js";

/** The reports, of which one shows the linked run if one of the scenarios has it; otherwise the engine's error says why. */
export function withLinkedRun(
  scenarios: readonly Scenario[],
  reports: readonly ScenarioReport[],
  token: string | undefined,
): { readonly reports: readonly ScenarioReport[]; readonly linked?: LinkedRun } {
  if (token === undefined) return { reports };
  let problem = "the program exports no scenario";
  for (const [index, scenario] of scenarios.entries()) {
    try {
      const { trace } = replay(scenario, token);
      const withRun = reports.map((report, at) => (at === index ? { ...report, traces: [trace] } : report));
      return { reports: withRun, linked: { report: index } };
    } catch (error) {
      problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  }
  return { reports, linked: { problem } };
}
