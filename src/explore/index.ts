/**
 * Runs ordinary synchronous code over the kernel through everything that can go wrong.
 *
 * @packageDocumentation
 */
export { measureCost, type Cost, type CostColumn, type CostEntry, type CostGap } from "./cost.js";
export { ExploreError, type ExploreErrorKind } from "./explore-error.js";
export {
  expectHolds,
  explore,
  exploreShard,
  ExpectationError,
  replay,
  type Exploration,
  type Replay,
} from "./explore.js";
export { follow } from "./guided-replay.js";
export { toPromela, type PromelaModel } from "./promela.js";
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
export { formatBound, type Bound } from "./bound.js";
export type { ExploreOptions } from "./options.js";
export { mergeShards, type Shard } from "./shard.js";
export { formatTrace } from "./text.js";
export type {
  Choice,
  SourcePlace,
  Trace,
  TraceAccess,
  TraceFile,
  TraceSlot,
  TraceStep,
  TraceTable,
  Violation,
} from "./trace.js";
export type { Verdict } from "./verdict.js";
export type { Expectation } from "./violation.js";
