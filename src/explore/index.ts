/**
 * Runs ordinary synchronous code over the kernel through everything that can go wrong.
 *
 * @packageDocumentation
 */
export { measureCost, type Cost, type CostColumn, type CostEntry } from "./cost.js";
export { runFailures, type Report } from "./failures.js";
export { DirectProbe } from "./probe.js";
export {
  isScenario,
  scenario,
  ScenarioError,
  type End,
  type Failure,
  type Scenario,
  type ScenarioDefinition,
  type TaskBody,
  type TaskDefinition,
  type World,
} from "./scenario.js";
export type { SourcePlace, Trace, TraceStep, Violation } from "./trace.js";
