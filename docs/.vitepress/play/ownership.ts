/**
 * The ownership rules in the playground: the one place where the analysis of `fd-reservation/ownership` reports to
 * the editor. It has the program's types; what it returns is shown beside the compiler's errors.
 */
import type ts from "typescript";
import type { Problem } from "./messages.js";

/** A check of one file that needs its types. */
export type Analysis = (file: ts.SourceFile, checker: ts.TypeChecker) => Problem[];

/** The analyses that run after the compiler. */
export const analyses: readonly Analysis[] = [];
