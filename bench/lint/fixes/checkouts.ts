/** Public fixes of leaks: the files that each changes, as they were before it and after it, in a program of their own. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { sortByProject, UsageError, type LintProject } from "../../../src/cli/internal.js";
import { hunksOf, type Hunk } from "./places.js";

/** A commit that fixes a leak. */
export interface Fix {
  /** `owner/name`. */
  readonly repository: string;
  readonly commit: string;
}

/** How the dependencies of a checkout came to be known. */
export type Dependencies = "installed" | "unresolved";

/** A fix that can be read: a working copy, and what the fix changes in it. */
export interface Checkout {
  readonly folder: string;
  readonly dependencies: Dependencies;
  /** The TypeScript files that the fix changes, relative to the folder, with where. */
  readonly changed: ReadonlyMap<string, readonly Hunk[]>;
  /** Puts the files before the fix, or after it, into the folder. */
  at(side: "before" | "after"): void;
}

const INSTALLING = 300_000;

/** What the compiler and npm read. */
const READ = ["*.ts", "*.tsx", "*.mts", "*.cts", "*.json", ".npmrc"];

/** The list of fixes that is measured. */
export function readFixes(file = fileURLToPath(new URL("fixes.json", import.meta.url))): Fix[] {
  return JSON.parse(readFileSync(file, "utf8")) as Fix[];
}

/**
 * A working copy of a fix.
 *
 * @param sources - The folder with a clone of each repository, as `owner/name`.
 * @param work - Where the working copies are made; one that is there is used again.
 * @param install - Whether dependencies are installed, without their scripts, for at most five minutes.
 * @throws {@link UsageError} when the clone is not there, or lacks the commit.
 */
export function checkOut(
  { repository, commit }: Fix,
  sources: string,
  work: string,
  install: boolean,
): Checkout {
  const clone = path.resolve(sources, repository);
  if (git(clone, "cat-file", "-e", `${commit}^{commit}`) === undefined) {
    throw new UsageError(
      `there is no clone of ${repository} with ${commit} in ${sources}`,
      `Run: git clone https://github.com/${repository} ${path.join(sources, repository)}`,
    );
  }
  const folder = path.resolve(work, `${repository.replace("/", "+")}@${commit}`);
  if (!existsSync(folder)) {
    mkdirSync(path.dirname(folder), { recursive: true });
    expectDone(
      git(work, "clone", "--quiet", "--shared", "--no-checkout", clone, folder),
      `clone ${repository}`,
    );
    expectDone(git(folder, "sparse-checkout", "set", "--no-cone", ...READ), "set a sparse checkout");
  }
  const at = (side: "before" | "after"): void => {
    const revision = side === "before" ? `${commit}^` : commit;
    expectDone(git(folder, "checkout", "--quiet", "--force", "--detach", revision), `check out ${revision}`);
  };
  at("before");
  const dependencies = install
    ? installed(folder)
    : existsSync(modulesOf(folder))
      ? "installed"
      : "unresolved";
  return { folder, dependencies, changed: changedBy(folder, commit), at };
}

function changedBy(folder: string, commit: string): Map<string, readonly Hunk[]> {
  const names = git(folder, "diff", "--name-only", "-z", "--diff-filter=M", `${commit}^`, commit) ?? "";
  const files = names.split("\0").filter((name) => /(?<!\.d)\.[cm]?tsx?$/.test(name));
  return new Map(
    files.map((file) => [file, hunksOf(git(folder, "diff", "-U0", `${commit}^`, commit, "--", file) ?? "")]),
  );
}

function modulesOf(folder: string): string {
  return path.join(folder, "node_modules");
}

function installed(folder: string): Dependencies {
  if (!existsSync(modulesOf(folder)) && existsSync(path.join(folder, "package.json"))) {
    spawnSync(
      "npm",
      ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--legacy-peer-deps"],
      { cwd: folder, stdio: "ignore", timeout: INSTALLING },
    );
  }
  return existsSync(modulesOf(folder)) ? "installed" : "unresolved";
}

/** The programs of some files of a folder, each with those that it has. */
export function programsOf(folder: string, files: readonly string[]): [ts.Program, readonly string[]][] {
  const paths = files.map((file) => path.join(folder, file)).filter((file) => existsSync(file));
  return projectsOf(paths).map(({ config, roots, files: own }) => [
    ts.createProgram(roots, { ...config.options, skipLibCheck: true, noEmit: true }),
    own,
  ]);
}

/** By the configurations of the checkout; where one extends a package that is not there, with options of our own. */
function projectsOf(paths: readonly string[]): LintProject[] {
  try {
    return sortByProject(ts, paths);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [{ config: { options: unconfigured }, roots: paths, files: paths }];
  }
}

const unconfigured: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.Preserve,
  experimentalDecorators: true,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
};

function git(folder: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync("git", ["-C", folder, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return status === 0 ? stdout : undefined;
}

function expectDone(output: string | undefined, what: string): void {
  if (output === undefined) throw new UsageError(`git cannot ${what}`, "Run it by hand to see why.");
}
