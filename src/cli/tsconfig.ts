/** Reads the compiler's options of a project: its tsconfig.json, or strict defaults. */
import path from "node:path";
import type ts from "typescript";
import type { TypeScript } from "./compiler.js";
import { UsageError } from "./usage-error.js";

/** The options of files that no tsconfig.json is above. */
export function defaultsOf(ts: TypeScript): ts.CompilerOptions {
  return {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
    skipLibCheck: true,
  };
}

/** The options of the nearest tsconfig.json over strict ones. */
export function compilerOptions(ts: TypeScript, folder: string): ts.CompilerOptions {
  const defaults = defaultsOf(ts);
  const config = findConfig(ts, folder);
  if (config === undefined) return defaults;
  // The program is that of the named files, not the configuration's.
  const { configFilePath: _, ...options } = readConfig(ts, config).options;
  return { ...defaults, ...options };
}

/** The nearest tsconfig.json in a folder or above it. */
export function findConfig(ts: TypeScript, folder: string): string | undefined {
  return ts.findConfigFile(folder, (file) => ts.sys.fileExists(file));
}

/**
 * Reads a tsconfig.json, with what it extends. That it names no files is no fault: the command line may name them.
 *
 * @throws {@link UsageError} when it cannot be read.
 */
export function readConfig(ts: TypeScript, config: string): ts.ParsedCommandLine {
  const read = ts.readConfigFile(config, (file) => ts.sys.readFile(file));
  if (read.error !== undefined) throw badConfig(ts, config, read.error);
  const parsed = ts.parseJsonConfigFileContent(read.config, ts.sys, path.dirname(config), undefined, config);
  const [fault] = parsed.errors.filter(({ code }) => code !== NO_INPUTS && code !== EMPTY_FILES);
  if (fault !== undefined) throw badConfig(ts, config, fault);
  return parsed;
}

const NO_INPUTS = 18003;
const EMPTY_FILES = 18002;

function badConfig(ts: TypeScript, config: string, { messageText }: ts.Diagnostic): UsageError {
  return new UsageError(
    `${path.relative("", config)}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    "Fix the configuration file; nothing was run.",
  );
}
