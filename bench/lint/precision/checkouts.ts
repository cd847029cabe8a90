/** The code bases whose findings are judged: their checkouts at the commits of the list, as programs. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { UsageError } from "../../../src/cli/internal.js";
import type { CodeBase } from "../code.js";

/** One entry of the list. */
export interface Listed {
  readonly name: string;
  readonly repository: string;
  readonly commit: string;
  /** The configuration in the checkout whose `paths` say where imports lead; none where there are none. */
  readonly tsconfig?: string;
}

const at = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** A list of code bases; ours is `code-bases.json`. */
export function readList(file: string): Listed[] {
  return JSON.parse(readFileSync(file, "utf8")) as Listed[];
}

/**
 * The checkout of one code base in a folder.
 *
 * @throws {@link UsageError} when it is not there, or is another commit.
 */
export function openCheckout({ name, repository, commit, tsconfig }: Listed, sources: string): CodeBase {
  const base = path.join(sources, name);
  const found = git(base, "rev-parse", "HEAD").trim();
  if (found !== commit) {
    throw new UsageError(
      found === "" ? `there is no checkout of ${name} in ${sources}` : `${base} is at ${found.slice(0, 12)}`,
      `Run: git clone ${repository} ${base} && git -C ${base} checkout ${commit}, and install its dependencies without their scripts, so that their types are known.`,
    );
  }
  const files = tracked(base, "*.ts", "*.tsx", "*.mts", "*.cts").filter((file) => !LEFT_OUT.test(file));
  return {
    name,
    source: `${repository} ${commit.slice(0, 12)}`,
    files: files.map((file) => path.join(base, file)),
    options: { ...options, paths: { ...packagesOf(base), ...pathsOf(base, tsconfig) } },
    base,
  };
}

// Declarations, what is built or copied in, and programs that are inputs of tests.
const LEFT_OUT = /\.d\.[mc]?ts$|(^|\/)(node_modules|dist|build|vendor|third_party|__fixtures__|fixtures?)\//;

const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  jsx: ts.JsxEmit.Preserve,
  experimentalDecorators: true,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: ["node"],
  typeRoots: [at("../../../node_modules/@types")],
  skipLibCheck: true,
  noEmit: true,
};

/** Packages that are developed together are read as sources: their names, and where each begins. */
function packagesOf(base: string): Record<string, string[]> {
  const paths: Record<string, string[]> = {};
  for (const file of tracked(base, "package.json", "*/package.json", "deno.json", "*/deno.json")) {
    const folder = path.join(base, path.dirname(file));
    const { name, exports } = manifestOf(path.join(base, file));
    if (name === undefined) continue;
    const entries = ["src/index.ts", "index.ts", "mod.ts"].map((entry) => path.join(folder, entry));
    const entry = entries.find((one) => existsSync(one));
    if (entry !== undefined) paths[name] ??= [entry];
    // Those of deno.json are sources; those of package.json are built.
    if (!file.endsWith("deno.json") || typeof exports !== "object") continue;
    for (const [under, source] of Object.entries(exports)) {
      paths[path.posix.join(name, under)] ??= [path.join(folder, source)];
    }
  }
  return paths;
}

/** The `paths` of a configuration, from the root of the file system. */
function pathsOf(base: string, tsconfig: string | undefined): Record<string, string[]> {
  if (tsconfig === undefined) return {};
  const file = path.join(base, tsconfig);
  const config = ts.readConfigFile(file, (name) => ts.sys.readFile(name)).config as object;
  const folder = path.dirname(file);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, folder);
  const from = typeof options["pathsBasePath"] === "string" ? options["pathsBasePath"] : folder;
  return Object.fromEntries(
    Object.entries(options.paths ?? {}).map(([name, to]) => [name, to.map((one) => path.resolve(from, one))]),
  );
}

interface Manifest {
  readonly name?: string;
  readonly exports?: string | Readonly<Record<string, string>>;
}

function manifestOf(file: string): Manifest {
  const { config } = ts.readConfigFile(file, (name) => readFileSync(name, "utf8")) as { config?: Manifest };
  return config ?? {};
}

function tracked(base: string, ...patterns: string[]): string[] {
  return git(base, "ls-files", "-z", ...patterns)
    .split("\0")
    .filter((file) => file !== "" && existsSync(path.join(base, file)))
    .sort();
}

function git(base: string, ...args: string[]): string {
  const { status, stdout } = spawnSync("git", ["-C", base, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return status === 0 ? stdout : "";
}
