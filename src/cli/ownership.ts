/** What the ownership lint reports of the files that a command checks. */
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import type ts from "typescript";
import { analyze, formatDiagnostic, type Diagnostic } from "../ownership/index.js";
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
  /** What led to it. */
  readonly led: readonly Place[];
  /** All of it with the lines of source, as the terminal shows it. */
  readonly rendered: string;
}

/**
 * Runs the ownership lint on files of a program. What a comment for ESLint silences, it silences here.
 *
 * @param ts - The compiler that made the program.
 * @param files - Their absolute paths.
 * @returns What they found, by file, in the order of the source.
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
    if (source === undefined) return [];
    const shown = path.relative("", file);
    const paint = { path: shown, bad: output.bad, dim: output.dim };
    return analyze(ts, source, checker)
      .filter(({ rule, primary }) => !isSilenced(ts, `ownership/${rule}`, primary.start, source))
      .map((diagnostic): Finding => {
        const { rule, code, message, help, primary, secondary } = diagnostic;
        const placeOf = ({ start, text }: { start: number; text: string }): Place => {
          const { line, character } = source.getLineAndCharacterOfPosition(start);
          return { line: line + 1, column: character + 1, text };
        };
        return {
          file: shown,
          rule,
          code,
          message,
          ...placeOf(primary),
          led: secondary.map(placeOf),
          ...(help === undefined ? {} : { help }),
          rendered: formatDiagnostic(diagnostic, source.text, paint),
        };
      });
  });
}

/** Findings without the colours of this terminal, for files and other programs. */
export function withoutColours(findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => ({ ...finding, rendered: stripVTControlCharacters(finding.rendered) }));
}
