/**
 * Reads functions of the kernel's C and runs every path through them, with every failure, over the model.
 *
 * @packageDocumentation
 */
export type { Configuration } from "./condition.js";
export { CExplorer, type CExplorerOptions, type CSource } from "./explorer.js";
export type { Effect, Fact } from "./facts.js";
export { kinds, type CEvent, type CPlace, type CVerdict, type Finding, type Kind } from "./finding.js";
export { readFacts } from "./own-facts.js";
export type { FunctionReport } from "./report.js";
export type { FunctionOptions } from "./search.js";
