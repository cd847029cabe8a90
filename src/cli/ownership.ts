/** What the ownership lint finds in the files that a command checks. */
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import type ts from "typescript";
import {
  analyze,
  formatDiagnostic,
  type AnalysisOptions,
  type Diagnostic,
  type Label,
} from "../ownership/index.js";
import type { TypeScript } from "./compiler.js";
import { isSilenced } from "./eslint-comments.js";
import type { Output } from "./output.js";

/** A place in a file, lines and columns from 1, and what is to be said of it. */
interface Place {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** One broken rule, as reports have it. */
export interface Finding extends Pick<Diagnostic, "rule" | "code" | "message" | "help">, Place {
  readonly file: string;
  readonly endLine: number;
  readonly endColumn: number;
  /** The line of source in which it begins, without its indentation. */
  readonly source: string;
  /** What led to it. */
  readonly led: readonly Place[];
  /** All of it with the lines of source, as the terminal shows it. */
  readonly rendered: string;
}

/**
 * Runs the ownership lint on files of a program.
 *
 * @param ts - The compiler that made the program.
 * @param files - Their absolute paths.
 * @returns What it found, by file, in the order of the source.
 */
export function findingsOf(
  ts: TypeScript,
  program: ts.Program,
  files: readonly string[],
  output: Output,
): Finding[] {
  const checker = program.getTypeChecker();
  return files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return source === undefined ? [] : findingsIn(ts, source, checker, {}, output);
  });
}

/**
 * Runs the ownership lint on one file. What a comment for ESLint silences, it silences here.
 *
 * @param checker - The checker of the file's program.
 * @returns What it found, in the order of the source.
 */
export function findingsIn(
  ts: TypeScript,
  source: ts.SourceFile,
  checker: ts.TypeChecker,
  options: AnalysisOptions,
  output: Output,
): Finding[] {
  const file = path.relative("", source.fileName);
  const paint = { path: file, bad: output.bad, dim: output.dim };
  const at = (offset: number): { line: number; column: number } => {
    const { line, character } = source.getLineAndCharacterOfPosition(offset);
    return { line: line + 1, column: character + 1 };
  };
  const placeOf = ({ start, text }: Label): Place => ({ ...at(start), text });
  return analyze(ts, source, checker, options)
    .filter(({ rule, primary }) => !isSilenced(ts, `ownership/${rule}`, primary.start, source))
    .map((diagnostic): Finding => {
      const { rule, code, message, help, primary, secondary } = diagnostic;
      const end = at(primary.end);
      return {
        file,
        rule,
        code,
        message,
        ...placeOf(primary),
        endLine: end.line,
        endColumn: end.column,
        source: lineAt(source, primary.start),
        led: secondary.map(placeOf),
        ...(help === undefined ? {} : { help }),
        rendered: formatDiagnostic(diagnostic, source.text, paint),
      };
    });
}

function lineAt({ text }: ts.SourceFile, offset: number): string {
  const end = text.indexOf("\n", offset);
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, end < 0 ? undefined : end).trim();
}

/** Findings without the colours of this terminal, for files and other programs. */
export function withoutColours(findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => ({ ...finding, rendered: stripVTControlCharacters(finding.rendered) }));
}
