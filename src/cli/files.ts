/** The files that patterns name, and which of them may export scenarios. */
import { statSync } from "node:fs";
import path from "node:path";
import type ts from "typescript";
import type { TypeScript } from "./compiler.js";
import { DECLARATIONS, ModuleResolution } from "./module-resolution.js";
import { UsageError } from "./usage-error.js";
import { escapePath, globSync, isDynamicPattern } from "./vendor.js";

/** Files, and which of them need not export a scenario; absolute paths. */
export interface FoundFiles {
  readonly files: readonly string[];
  readonly optional: readonly string[];
}

const MODULE = /\.[cm]?[jt]s$/;

/**
 * The modules that the patterns name, sorted. Those that only a folder or a glob names may turn out to be support files,
 * without a scenario; what is no module is left out of a folder and a glob.
 *
 * @throws {@link UsageError} when a pattern names no module.
 */
export function findFiles(patterns: readonly string[]): FoundFiles {
  const named = new Set<string>();
  const found = new Set<string>();
  for (const pattern of patterns) {
    // What exists is meant by its name, whatever that has of a glob, such as parentheses.
    const kind = statSync(pattern, { throwIfNoEntry: false });
    if (kind?.isFile() === true) {
      if (!MODULE.test(pattern)) {
        throw new UsageError(
          `${pattern} is not a TypeScript or JavaScript file`,
          "Name files that export scenarios.",
        );
      }
      named.add(path.resolve(pattern));
      continue;
    }
    const isFolder = kind?.isDirectory() === true;
    if (!isFolder && !isDynamicPattern(pattern)) {
      throw new UsageError(
        `${pattern === "" ? '""' : pattern} does not exist`,
        "Name a file or a folder, or quote a glob: fd-reservation check 'examples/**/*.ts'.",
      );
    }
    const all = globSync([isFolder ? escapePath(pattern) : pattern], {
      absolute: true,
      onlyFiles: true,
      ignore: ["**/node_modules/**"],
    });
    const modules = all.filter((file) => MODULE.test(file) && !DECLARATIONS.test(file));
    if (modules.length === 0) {
      const cause = isFolder
        ? `${pattern} contains no TypeScript or JavaScript file`
        : all.length === 0
          ? `no file matches ${pattern}`
          : `no TypeScript or JavaScript file matches ${pattern}`;
      throw new UsageError(cause, "Name a file, or quote a glob: fd-reservation check 'examples/**/*.ts'.");
    }
    for (const file of modules) found.add(file);
  }
  const files = [...new Set([...named, ...found])].sort();
  return { files, optional: files.filter((file) => !named.has(file)) };
}

/**
 * Those of the files that may export a scenario: the named ones, and of the others those that export something and lead
 * to `fd-reservation/explore`. The rest, such as tests and configuration, is neither type-checked nor run.
 *
 * @param ts - The compiler.
 * @param options - The compiler's, which say where imports lead.
 */
export function candidates(ts: TypeScript, options: ts.CompilerOptions, found: FoundFiles): FoundFiles {
  const imports = new Imports(ts, options);
  const optional = found.optional.filter((file) => imports.mayExportScenario(file));
  const left = new Set(optional);
  const skippable = new Set(found.optional);
  return { files: found.files.filter((file) => !skippable.has(file) || left.has(file)), optional };
}

const EXPLORE = "fd-reservation/explore";

/** What modules import, read without checking any types. */
class Imports {
  readonly #ts: TypeScript;
  readonly #resolution: ModuleResolution;
  readonly #known = new Map<string, readonly string[]>();
  /** Modules that do not lead to the explorer: many tests and helpers of a project lead to the same ones. */
  readonly #without = new Set<string>();

  constructor(typescript: TypeScript, options: ts.CompilerOptions) {
    this.#ts = typescript;
    this.#resolution = new ModuleResolution(typescript, options);
  }

  mayExportScenario(file: string): boolean {
    return /\bexports?\b/.test(this.#ts.sys.readFile(file) ?? "") && this.#leads(file);
  }

  /** Whether a module imports the explorer, itself or by others. */
  #leads(file: string): boolean {
    const seen = new Set([file]);
    // A set grows while it is gone through: what is added is visited as well.
    for (const module of seen) {
      for (const target of this.#importsOf(module)) {
        if (target === EXPLORE) return true;
        if (!this.#without.has(target)) seen.add(target);
      }
    }
    for (const module of seen) this.#without.add(module);
    return false;
  }

  /** The modules of the project that a module imports, as files; and the explorer, by its name. */
  #importsOf(file: string): readonly string[] {
    const known = this.#known.get(file);
    if (known !== undefined) return known;
    const { preProcessFile, sys } = this.#ts;
    const { importedFiles } = preProcessFile(sys.readFile(file) ?? "", true, true);
    const targets = importedFiles.flatMap(({ fileName }) => {
      if (/^fd-reservation(\/|$)/.test(fileName)) return fileName === EXPLORE ? [EXPLORE] : [];
      const resolved = this.#resolution.resolve(fileName, file);
      if (resolved === undefined) return [];
      const { resolvedFileName, isExternalLibraryImport } = resolved;
      // A package that makes scenarios would be one that depends on this one: it is asked as well, by its types.
      return isExternalLibraryImport === true && !DECLARATIONS.test(resolvedFileName)
        ? []
        : [resolvedFileName];
    });
    this.#known.set(file, targets);
    return targets;
  }
}
