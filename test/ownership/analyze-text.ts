/** The analysis on a piece of source, with the vocabulary in reach. */
import ts from "typescript";
import { analyze, type AnalysisOptions, type Diagnostic } from "fd-reservation/ownership";
import { fileURLToPath } from "node:url";
import { readerOf } from "../../src/ownership/analyze.js";
import { lowerFile } from "../../src/ownership/lower/file.js";
import { printGraph } from "../../src/ownership/print.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  customConditions: ["fd-reservation:source"],
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts", "lib.dom.d.ts"],
  types: [],
  allowJs: true,
  noEmit: true,
};
const host = ts.createCompilerHost(options);
const parsed = new Map<string, ts.SourceFile | undefined>();

/** A program of one file with this text, in the repository's folder; what it imports is parsed once. */
export function programOfText(text: string, name = "piece.ts"): { program: ts.Program; file: ts.SourceFile } {
  const { program, files } = programOfTexts({ [name]: text });
  return { program, file: files[0] as ts.SourceFile };
}

/** A program of files with these texts, by their names, in the repository's folder. */
export function programOfTexts(texts: Readonly<Record<string, string>>): {
  readonly program: ts.Program;
  readonly files: readonly ts.SourceFile[];
} {
  const own = new Map(Object.entries(texts).map(([name, text]) => [`${root}${name}`, text]));
  const program = ts.createProgram([...own.keys()], options, {
    ...host,
    fileExists: (file) => own.has(file) || host.fileExists(file),
    readFile: (file) => own.get(file) ?? host.readFile(file),
    getSourceFile: (file, target) => {
      const text = own.get(file);
      if (text !== undefined) return ts.createSourceFile(file, text, target, true);
      if (!parsed.has(file)) parsed.set(file, host.getSourceFile(file, target));
      return parsed.get(file);
    },
  });
  return { program, files: [...own.keys()].map((path) => program.getSourceFile(path) as ts.SourceFile) };
}

/** What the analysis finds in a piece of source; whether it compiles is not asked. */
export function analyzeText(text: string, settings: AnalysisOptions = {}, name?: string): Diagnostic[] {
  const { program, file } = programOfText(text, name);
  return analyze(ts, file, program.getTypeChecker(), settings);
}

/** The rules that are broken, each with its line. */
export function brokenIn(text: string, settings?: AnalysisOptions): string[] {
  return linesOf(analyzeText(text, settings), text);
}

function linesOf(found: readonly Diagnostic[], text: string): string[] {
  return found.map(({ rule, primary }) => `${text.slice(0, primary.start).split("\n").length} ${rule}`);
}

/** The rules that are broken in each of several pieces of source, which are compiled together. */
export function brokenInEach(texts: readonly string[]): Map<string, string[]> {
  const pieces = texts.map((text, index) => [`piece-${index}.ts`, text] as const);
  const { program, files } = programOfTexts(Object.fromEntries(pieces));
  const checker = program.getTypeChecker();
  return new Map(
    files.map((file, index) => [texts[index] as string, linesOf(analyze(ts, file, checker), file.text)]),
  );
}

/** The graphs of the functions of a name in a piece of source, as text. */
export function graphsOfText(text: string, name: string): string[] {
  const { program, file } = programOfText(text);
  return lowerFile(readerOf(ts, program.getTypeChecker()), file)
    .filter(({ node }) => ts.isFunctionDeclaration(node) && node.name?.text === name)
    .map(printGraph);
}
