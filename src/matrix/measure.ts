/** What each layer reports for one file: the compiler, the ownership lint, and every run of its scenario. */
import { readFileSync } from "node:fs";
import type ts from "typescript";
import type { Exploration } from "../explore/index.js";
import { analyze } from "../ownership/index.js";

type TypeScript = typeof ts;

/** What the layers reported for one file. */
export interface Measure {
  /** Whether the file exports a scenario. Without one it is an attempt that does not compile. */
  readonly runs: boolean;
  /** The compiler's first error, without the expectation that the file states. */
  readonly types?: string;
  /** The first ownership rule that the file breaks. */
  readonly lint?: string;
  /** The violation of a run of its scenario. */
  readonly run?: {
    /** Whether a guard of the design reported it, or the kernel's invariants or the scenario's checks. */
    readonly layer: "guard" | "explorer";
    readonly message: string;
    /** Whether it happens in every run: it needs no failure and no other task. */
    readonly always: boolean;
  };
}

/**
 * Type-checks files and runs the ownership lint. `@ts-expect-error` comments are ignored: they only keep the files
 * compiling.
 *
 * @param ts - The compiler.
 * @param files - Their absolute paths.
 * @param options - The compiler's.
 * @returns One measure a file, without its runs.
 */
export function measureStatics(
  ts: TypeScript,
  files: readonly string[],
  options: ts.CompilerOptions,
): Map<string, Pick<Measure, "types" | "lint">> {
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  const wanted = new Set(files.map((file) => host.getCanonicalFileName(file)));
  host.getSourceFile = (name, target) => {
    const text = read(name);
    if (text === undefined) return undefined;
    // As long as the comment, so that positions do not change.
    const bare = wanted.has(host.getCanonicalFileName(name))
      ? text.replaceAll("@ts-expect-error", "               ")
      : text;
    return ts.createSourceFile(name, bare, target, true);
  };
  const program = ts.createProgram({ rootNames: files, options: { ...options, noEmit: true }, host });
  const checker = program.getTypeChecker();
  return new Map(
    files.map((file) => {
      const source = program.getSourceFile(file);
      if (source === undefined) return [file, {}];
      const [error] = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      const [broken] = analyze(ts, source, checker);
      return [
        file,
        {
          ...(error === undefined ? {} : { types: `TS${error.code}: ${firstLine(ts, error)}` }),
          ...(broken === undefined ? {} : { lint: `${broken.rule}: ${broken.message}` }),
        },
      ];
    }),
  );
}

function firstLine(ts: TypeScript, { messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, "\n").split("\n", 1)[0] ?? "";
}

/** The violation that an exploration found. */
export function measureRuns(exploration: Exploration): Pick<Measure, "run"> {
  const trace = exploration.counterexample;
  if (trace?.violation === undefined) return {};
  const { kind, message } = trace.violation;
  return {
    run: {
      layer: kind === "guard" ? "guard" : "explorer",
      message,
      always: trace.failures.length === 0 && trace.tasks.length === 1,
    },
  };
}

/** The files that a module imports by relative paths, and theirs, with itself. */
export function closure(ts: TypeScript, file: string, known = new Set<string>()): Set<string> {
  if (known.has(file) || !ts.sys.fileExists(file)) return known;
  known.add(file);
  for (const { fileName } of ts.preProcessFile(readFileSync(file, "utf8")).importedFiles) {
    if (!fileName.startsWith(".")) continue;
    const target = ts.sys.resolvePath(`${file}/../${fileName}`);
    closure(ts, target.replace(/\.js$/, ".ts"), known);
    closure(ts, target, known);
  }
  return known;
}
