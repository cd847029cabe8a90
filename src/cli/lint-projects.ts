/** Which tsconfig.json each linted file belongs to, as an editor and typescript-eslint's project service find it. */
import { statSync } from "node:fs";
import path from "node:path";
import type ts from "typescript";
import type { TypeScript } from "./compiler.js";
import { defaultsOf, readConfig } from "./tsconfig.js";
import { UsageError } from "./usage-error.js";
import { escapePath, globSync } from "./vendor.js";

/** Files that are linted with one program. */
export interface LintProject {
  readonly config: Pick<ts.ParsedCommandLine, "options" | "projectReferences">;
  /** What the program is made of, besides what these import. */
  readonly roots: readonly string[];
  /** Those that are linted. */
  readonly files: readonly string[];
}

const SOURCE = /\.[cm]?tsx?$/;
const DECLARATION = /\.d\.([^./]+\.)?[cm]?ts$/;

/**
 * The files that paths name: files, folders with all TypeScript files in them, and globs.
 *
 * @throws {@link UsageError} when a path names no TypeScript file.
 */
export function findSources(paths: readonly string[]): string[] {
  const files = new Set<string>();
  for (const name of paths) {
    const kind = statSync(name, { throwIfNoEntry: false });
    if (kind?.isFile() === true) {
      if (!/\.[cm]?[jt]sx?$/.test(name)) {
        throw new UsageError(
          `${name} is not a TypeScript or JavaScript file`,
          "Scripts in other files, such as .vue, need ESLint with a parser for them.",
        );
      }
      files.add(path.resolve(name));
      continue;
    }
    const glob = kind?.isDirectory() === true ? `${escapePath(name)}/**` : name;
    const found = globSync([glob], { absolute: true, ignore: ["**/node_modules/**"] }).filter(isSource);
    if (found.length === 0) {
      throw new UsageError(
        `no TypeScript file matches ${name}`,
        "Name files, folders, or a quoted glob: fd-reservation lint src 'test/**/*.ts'.",
      );
    }
    for (const file of found) files.add(path.normalize(file));
  }
  return [...files].sort();
}

function isSource(file: string): boolean {
  return SOURCE.test(file) && !DECLARATION.test(file);
}

/** The projects of a tsconfig.json: it, and those that it references, each with its TypeScript files; a file is in one. */
export function projectsOf(ts: TypeScript, config: string): LintProject[] {
  const seen = new Set<string>();
  return withReferences(ts, config, new Configs(ts)).map((parsed) => {
    const { fileNames: roots } = parsed;
    const files = roots.filter((file) => isSource(file) && !seen.has(file)).sort();
    for (const file of files) seen.add(file);
    return { config: parsed, roots, files };
  });
}

/**
 * Sorts files by their projects.
 *
 * @param only - The tsconfig.json of all of them, when it is not to be looked for.
 */
export function sortByProject(ts: TypeScript, files: readonly string[], only?: string): LintProject[] {
  const configs = new Configs(ts);
  const groups = new Map<ts.ParsedCommandLine | undefined, string[]>();
  for (const file of files) {
    const config = only === undefined ? projectOf(ts, file, configs) : configs.read(path.resolve(only));
    const group = groups.get(config);
    if (group === undefined) groups.set(config, [file]);
    else group.push(file);
  }
  return [...groups].map(([config, group]) => ({
    config: config ?? { options: defaultsOf(ts) },
    roots: [...new Set([...(config?.fileNames ?? []), ...group])],
    files: group,
  }));
}

/** The project that includes a file, of the nearest folder with one; where none does, the nearest project. */
function projectOf(ts: TypeScript, file: string, configs: Configs): ts.ParsedCommandLine | undefined {
  let nearest: ts.ParsedCommandLine | undefined;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const config = configs.in(folder);
    if (config !== undefined) {
      nearest ??= configs.read(config);
      const own = withReferences(ts, config, configs).find((one) => configs.filesOf(one).has(file));
      if (own !== undefined) return own;
    }
    if (folder === path.dirname(folder)) return nearest;
  }
}

/** A project and those that it references, each once. */
function withReferences(ts: TypeScript, config: string, configs: Configs): ts.ParsedCommandLine[] {
  const found = new Set<string>([config]);
  // What is added meanwhile is visited as well.
  for (const one of found) {
    for (const reference of configs.read(one).projectReferences ?? [])
      found.add(ts.resolveProjectReferencePath(reference));
  }
  return [...found].map((one) => configs.read(one));
}

/** Reads each tsconfig.json once. */
class Configs {
  readonly #ts: TypeScript;
  readonly #byFolder = new Map<string, string | undefined>();
  readonly #read = new Map<string, ts.ParsedCommandLine>();
  readonly #files = new Map<ts.ParsedCommandLine, ReadonlySet<string>>();

  constructor(typescript: TypeScript) {
    this.#ts = typescript;
  }

  /** The tsconfig.json in a folder. */
  in(folder: string): string | undefined {
    if (!this.#byFolder.has(folder)) {
      const file = path.join(folder, "tsconfig.json");
      this.#byFolder.set(folder, this.#ts.sys.fileExists(file) ? file : undefined);
    }
    return this.#byFolder.get(folder);
  }

  read(config: string): ts.ParsedCommandLine {
    let parsed = this.#read.get(config);
    if (parsed === undefined) this.#read.set(config, (parsed = readConfig(this.#ts, config)));
    return parsed;
  }

  filesOf(config: ts.ParsedCommandLine): ReadonlySet<string> {
    let files = this.#files.get(config);
    if (files === undefined) {
      files = new Set(config.fileNames.map((name) => path.normalize(name)));
      this.#files.set(config, files);
    }
    return files;
  }
}
