/** The analysis: finds violations of the ownership rules in one file. */
import type ts from "typescript";
import { AnnotationReader } from "./annotations.js";
import { checkClasses } from "./classes/check.js";
import { ContractReader } from "./contract.js";
import { Conventions, type ConventionSettings } from "./conventions.js";
import type { Diagnostic } from "./diagnostic.js";
import { FactReader } from "./facts.js";
import { lowerFile } from "./lower/file.js";
import type { Preset } from "./rules.js";
import { solve } from "./solve.js";

/**
 * Options of the analysis.
 *
 * @public
 */
export interface AnalysisOptions {
  /** Names of types whose values need no disposal, besides the platform's iterators, timers, streams and servers. */
  readonly ignoredTypes?: readonly string[];
  /** Conventions of code without annotations: `false` switches one off, a list of names extends it. */
  readonly conventions?: ConventionSettings;
  /** How much is reported; `recommended` when nothing is said. */
  readonly preset?: Preset;
}

const readers = new WeakMap<ts.TypeChecker, Map<string, ContractReader>>();

/**
 * Finds violations of the ownership rules in a file: a pure function of the file and its types.
 *
 * @param typescript - The TypeScript module that made the checker.
 * @param sourceFile - The file.
 * @param checker - The checker of its program.
 * @param options - Options of the analysis.
 * @returns The violations, in the order of the source.
 *
 * @public
 */
export function analyze(
  typescript: typeof ts,
  sourceFile: ts.SourceFile,
  checker: ts.TypeChecker,
  options: AnalysisOptions = {},
): Diagnostic[] {
  if (sourceFile.isDeclarationFile) return [];
  const reader = readerOf(typescript, checker, options);
  const { preset = "recommended" } = options;
  const found = lowerFile(reader, sourceFile).flatMap((graph) => solve(graph, preset));
  if (preset === "strict") found.push(...checkClasses(reader, sourceFile));
  return found.sort((a, b) => a.primary.start - b.primary.start || a.primary.end - b.primary.end);
}

/** Reads the signatures of a program; readers are shared by all of its files. */
export function readerOf(
  typescript: typeof ts,
  checker: ts.TypeChecker,
  { ignoredTypes = [], conventions: settings = {} }: AnalysisOptions = {},
): ContractReader {
  const key = JSON.stringify([ignoredTypes, settings]);
  let known = readers.get(checker);
  if (known === undefined) readers.set(checker, (known = new Map<string, ContractReader>()));
  let reader = known.get(key);
  if (reader === undefined) {
    const own = settings["self-disposing-type"];
    const conventions = new Conventions({
      ...settings,
      "self-disposing-type": own === false ? own : [...(own ?? []), ...ignoredTypes],
    });
    const annotations = new AnnotationReader(typescript, checker);
    const facts = new FactReader(typescript, checker, annotations, conventions);
    reader = new ContractReader(typescript, checker, { annotations, facts, conventions });
    known.set(key, reader);
  }
  return reader;
}
