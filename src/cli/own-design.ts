/** A user's design: its module, the files written with it, and their rows in the tables. */
import path from "node:path";
import { closure } from "../matrix/index.js";
import { projectCompiler } from "./compiler.js";
import { UsageError } from "./usage-error.js";
import { globSync } from "./vendor.js";

/** The folders beside the module, by the kind of their files. */
const FOLDERS = { attempts: ["bugs", "misuse"], callSites: ["callsites"] } as const;

/** A file that was written with the design: `<group>/<name>.ts` beside its module. */
export interface OwnFile {
  readonly file: string;
  /** `misuse` */
  readonly group: string;
  /** The row or the call site. */
  readonly name: string;
  /** The column: the name of the module. */
  readonly design: string;
}

/**
 * The files of a design.
 *
 * @param module - The path of its module.
 * @param kind - Mistakes that were tried with it, or call sites.
 * @throws {@link UsageError} when the module or its files are missing, or a file does not use the module.
 */
export function ownFiles(module: string, kind: keyof typeof FOLDERS): OwnFile[] {
  const design = path.basename(module).replace(/\.[cm]?[jt]s$/, "");
  const folder = path.dirname(path.resolve(module));
  if (globSync([path.basename(module)], { cwd: folder, onlyFiles: true }).length === 0) {
    throw new UsageError(
      `the design ${module} does not exist`,
      "Name its module: --design my-design/design.ts.",
    );
  }
  const folders = FOLDERS[kind];
  const found = globSync(
    folders.map((name) => `${name}/*.ts`),
    { cwd: folder, onlyFiles: true },
  ).sort();
  if (found.length === 0) {
    throw new UsageError(
      `no files use ${module}`,
      `Put files beside it: ${folders.map((name) => `${name}/<name>.ts`).join(" or ")}, as in examples/own-design.`,
    );
  }
  const ts = projectCompiler(path.resolve(module));
  return found.map((relative) => {
    const file = path.join(folder, relative);
    if (!closure(ts, file).has(path.resolve(module))) {
      throw new UsageError(
        `${path.relative("", file)} does not import ${module}`,
        "Use the design in it, or remove it.",
      );
    }
    return { file, group: path.dirname(relative), name: path.basename(relative, ".ts"), design };
  });
}

/** The call sites of a design, and the same ones in the designs of this package, where those are there: as patterns. */
export function patternsOf(callSites: readonly OwnFile[]): string[] {
  const beside = callSites.map(({ name }) => `examples/callsites/${name}/*.ts`);
  return [
    ...beside.filter((pattern) => globSync([pattern]).length > 0),
    ...callSites.map(({ file }) => file),
  ];
}
