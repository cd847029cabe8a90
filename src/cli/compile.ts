/** Makes programs of files with the compiler's API: type-checked ones of scenarios, parsed ones of projects. */
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import type ts from "typescript";
import type { TypeScript } from "./compiler.js";
import { count } from "./count.js";
import { shareDeclarations } from "./declarations.js";
import type { LintProject } from "./lint-projects.js";
import { stage } from "./timing.js";
import { UsageError } from "./usage-error.js";

/** A type error, lines and columns from 1. */
export interface TypeError {
  /** The file, from the current folder; absent when the options are wrong. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** `TS2551` */
  readonly code: string;
  readonly message: string;
}

/** What is thrown for files that do not compile. */
export class CompileError extends UsageError {
  constructor(
    cause: string,
    next: string,
    frames: string,
    readonly diagnostics: readonly TypeError[],
  ) {
    super(cause, next, frames);
  }
}

/**
 * Type-checks files.
 *
 * @param ts - The compiler.
 * @param files - Their absolute paths.
 * @param options - The compiler's.
 * @param colour - Whether the code frames may use colours.
 * @returns The program, for analyses that want its types.
 * @throws {@link CompileError} with code frames when there are errors.
 */
export function compile(
  ts: TypeScript,
  files: readonly string[],
  { ...options }: ts.CompilerOptions,
  colour: boolean,
): ts.Program {
  options.noEmit = true;
  if (files.some((file) => /\.[cm]?js$/.test(file))) options.allowJs = true;
  const program = stage("read and parse the files", () =>
    ts.createProgram(files, options, moduleHost(ts, files, options)),
  );
  const diagnostics = stage("check the types", () => ts.getPreEmitDiagnostics(program));
  const errors = diagnostics.filter(({ category }) => category === ts.DiagnosticCategory.Error);
  if (errors.length === 0) return program;
  const broken = filesOf(errors);
  throw new CompileError(
    `${broken}: ${count(errors.length, "type error")}`,
    errors.some((error) => isPackageMissing(ts, error))
      ? "Install the package where the file is: see Install in its README.md."
      : "Fix the types; nothing was run.",
    framesOf(ts, errors, colour),
    errors.map((error) => typeErrorOf(ts, error)),
  );
}

/**
 * Parses the files of a project, and checks no types: type errors are for other tools to report.
 *
 * @throws {@link UsageError} with code frames when a file that is to be linted cannot be parsed.
 */
export function parse(
  ts: TypeScript,
  { roots, files, config: { options: given, projectReferences } }: LintProject,
  colour: boolean,
): ts.Program {
  const options = { ...given, noEmit: true };
  if (files.some((file) => /\.[cm]?jsx?$/.test(file))) options.allowJs = true;
  const host: ts.CompilerHost & { useSourceOfProjectReferenceRedirect?: () => boolean } =
    ts.createCompilerHost(options);
  shareDeclarations(ts, host, options);
  // As editors do: the sources of a referenced project, whether or not it was built.
  host.useSourceOfProjectReferenceRedirect = () => true;
  const references = projectReferences === undefined ? {} : { projectReferences };
  const program = stage("read and parse the files", () =>
    ts.createProgram({ rootNames: roots, options, host, ...references }),
  );
  const errors = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return source === undefined ? [] : program.getSyntacticDiagnostics(source);
  });
  if (errors.length === 0) return program;
  throw new UsageError(
    `${filesOf(errors)}: ${count(errors.length, "syntax error")}`,
    "Fix the syntax; nothing was linted.",
    framesOf(ts, errors, colour),
  );
}

function typeErrorOf(ts: TypeScript, { file, start = 0, code, messageText }: ts.Diagnostic): TypeError {
  const told = { code: `TS${code}`, message: ts.flattenDiagnosticMessageText(messageText, "\n") };
  if (file === undefined) return told;
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return { file: path.relative("", file.fileName), line: line + 1, column: character + 1, ...told };
}

function filesOf(errors: readonly ts.Diagnostic[]): string {
  const files = errors.map(({ file }) =>
    file === undefined ? "compiler options" : path.relative("", file.fileName),
  );
  return [...new Set(files)].join(", ");
}

/** The errors with the lines of source that they are about. */
function framesOf(ts: TypeScript, errors: readonly ts.Diagnostic[], colour: boolean): string {
  const host: ts.FormatDiagnosticsHost = {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => ts.sys.getCurrentDirectory(),
    getNewLine: () => "\n",
  };
  const frames = ts.formatDiagnosticsWithColorAndContext(errors, host).trimEnd();
  return colour ? frames : stripVTControlCharacters(frames);
}

/**
 * A compiler host to which scenario files, and TypeScript that they import, are ES modules as they are when they run. An
 * import without the ending that ES modules need is found as before: it is also found at run time.
 */
function moduleHost(ts: TypeScript, files: readonly string[], options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  shareDeclarations(ts, host, options);
  const scenarioFiles = new Set(files);
  const turned = new Set<string>();
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, how, ...rest) => {
    if (
      typeof how !== "object" ||
      how.impliedNodeFormat !== ts.ModuleKind.CommonJS ||
      /\.d\.[cm]?ts$/.test(name) ||
      !isModule(name, scenarioFiles)
    )
      return read(name, how, ...rest);
    turned.add(name);
    return read(name, { ...how, impliedNodeFormat: ts.ModuleKind.ESNext }, ...rest);
  };
  const cache = ts.createModuleResolutionCache(
    host.getCurrentDirectory(),
    (name) => host.getCanonicalFileName(name),
    options,
  );
  host.getModuleResolutionCache = () => cache;
  host.resolveModuleNameLiterals = (literals, from, redirect, own, source) =>
    literals.map((literal) => {
      const resolveAs = (mode: ts.ResolutionMode): ts.ResolvedModuleWithFailedLookupLocations =>
        ts.resolveModuleName(literal.text, from, own, host, cache, redirect, mode);
      const found = resolveAs(ts.getModeForUsageLocation(source, literal, own));
      const isLeftToTry =
        found.resolvedModule === undefined && turned.has(from) && /^\.\.?\//.test(literal.text);
      return isLeftToTry ? resolveAs(ts.ModuleKind.CommonJS) : found;
    });
  return host;
}

/** Whether a file is an ES module whatever package.json says: as the emitter makes it. */
function isModule(file: string, scenarioFiles: ReadonlySet<string>): boolean {
  return scenarioFiles.has(file) || /\.tsx?$/.test(file);
}

/** TS2307 or, for an import that only has effects, TS2882. */
function isPackageMissing(ts: TypeScript, { code, messageText }: ts.Diagnostic): boolean {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  return (code === 2307 || code === 2882) && /'fd-reservation[/']/.test(message);
}
