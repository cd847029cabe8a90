/** What the command lends to the scripts and benchmarks of this repository: its tables, its output, its reports. */
export { alignColumns, markdownTable } from "./columns.js";
export { measureCode, type CodeReport } from "./cost-code.js";
export { fields, type CostReport } from "./cost.js";
export { sortByProject, type LintProject } from "./lint-projects.js";
export { Output } from "./output.js";
export { relativeTrace } from "./places.js";
export { UsageError } from "./usage-error.js";
