/** The analysis: finds violations of the ownership rules in one file. */
import type ts from "typescript";
import { ContractReader } from "./contract.js";
import type { Diagnostic } from "./diagnostic.js";
import { FactReader, selfEnding } from "./facts.js";
import { lowerFile } from "./lower.js";
import { solve } from "./solve.js";
import { WordReader } from "./words.js";

/**
 * Options of the analysis.
 *
 * @public
 */
export interface AnalysisOptions {
  /** Names of types whose values need no disposal, besides the platform's iterators, timers, streams and servers. */
  readonly ignoredTypes?: readonly string[];
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
  const ignored = [...selfEnding, ...(options.ignoredTypes ?? [])];
  const reader = readerOf(typescript, checker, ignored);
  const found = lowerFile(reader, sourceFile).flatMap(solve);
  return found.sort((a, b) => a.primary.start - b.primary.start || a.primary.end - b.primary.end);
}

/** Readers are shared by all files of a program. */
function readerOf(
  typescript: typeof ts,
  checker: ts.TypeChecker,
  ignored: readonly string[],
): ContractReader {
  const key = ignored.join();
  let known = readers.get(checker);
  if (known === undefined) readers.set(checker, (known = new Map<string, ContractReader>()));
  let reader = known.get(key);
  if (reader === undefined) {
    const words = new WordReader(typescript, checker);
    reader = new ContractReader(
      typescript,
      checker,
      words,
      new FactReader(typescript, checker, words, ignored),
    );
    known.set(key, reader);
  }
  return reader;
}
