/**
 * Ownership for TypeScript: annotations for signatures, and their analysis.
 *
 * @packageDocumentation
 */
export type { Borrows, Exclusive, Move, MustUse, NotThreadSafe, Sendable, Shared } from "./vocabulary.js";
export { analyze, type AnalysisOptions } from "./analyze.js";
export { conventions, type Convention, type ConventionName, type ConventionSettings } from "./conventions.js";
export type { Diagnostic, Fix, Label } from "./diagnostic.js";
export { rules, type Preset, type Rule, type RuleName } from "./rules.js";
export { formatDiagnostic, type TextOptions } from "./text.js";
