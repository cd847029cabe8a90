/** Type-checks scenario files with the compiler's API, under the nearest tsconfig.json or strict defaults. */
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import type ts from "typescript";
import type { TypeScript } from "./compiler.js";
import { stage } from "./timing.js";
import { UsageError } from "./usage-error.js";

function defaultsOf(ts: TypeScript): ts.CompilerOptions {
  return {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
    skipLibCheck: true,
  };
}

/**
 * Type-checks files.
 *
 * @param ts - The compiler.
 * @param files - Their absolute paths.
 * @param options - The compiler's.
 * @param colour - Whether the code frames may use colours.
 * @returns The program, for analyses that want its types.
 * @throws {@link UsageError} with code frames when there are errors.
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
  const host: ts.FormatDiagnosticsHost = {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => ts.sys.getCurrentDirectory(),
    getNewLine: () => "\n",
  };
  const frames = ts.formatDiagnosticsWithColorAndContext(errors, host).trimEnd();
  const broken = new Set(
    errors.map(({ file }) => (file === undefined ? "compiler options" : path.relative("", file.fileName))),
  );
  throw new UsageError(
    `${[...broken].join(", ")}: ${errors.length} type ${errors.length === 1 ? "error" : "errors"}`,
    errors.some((error) => isPackageMissing(ts, error))
      ? "Install the package where the file is: see Install in its README.md."
      : "Fix the types; nothing was run.",
    colour ? frames : stripVTControlCharacters(frames),
  );
}

/**
 * A compiler host to which scenario files, and TypeScript that they import, are ES modules as they are when they run. An
 * import without the ending that ES modules need is found as before: it is also found at run time.
 */
function moduleHost(ts: TypeScript, files: readonly string[], options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
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

/** The options of the nearest tsconfig.json, or strict ones. */
export function compilerOptions(ts: TypeScript, folder: string): ts.CompilerOptions {
  const defaults = defaultsOf(ts);
  const config = ts.findConfigFile(folder, (file) => ts.sys.fileExists(file));
  if (config === undefined) return defaults;
  const read = ts.readConfigFile(config, (file) => ts.sys.readFile(file));
  if (read.error !== undefined) throw badConfig(ts, config, read.error);
  const parsed = ts.parseJsonConfigFileContent(read.config, ts.sys, path.dirname(config));
  // That it names no files is no fault: the command line names them.
  const [fault] = parsed.errors.filter(({ code }) => code !== NO_INPUTS && code !== EMPTY_FILES);
  if (fault !== undefined) throw badConfig(ts, config, fault);
  return { ...defaults, ...parsed.options };
}

const NO_INPUTS = 18003;
const EMPTY_FILES = 18002;

function badConfig(ts: TypeScript, config: string, { messageText }: ts.Diagnostic): UsageError {
  return new UsageError(
    `${path.relative("", config)}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    "Fix the configuration file; nothing was run.",
  );
}
