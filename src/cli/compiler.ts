/** Finds the TypeScript of the project: the one that its own build and its editor use. */
import { createRequire } from "node:module";
import path from "node:path";
import { UsageError } from "./usage-error.js";

/** TypeScript's JavaScript API. */
export type TypeScript = typeof import("typescript");

const OLDEST = [5, 9] as const;
const INSTALL = "npm i -D typescript@6";

/**
 * The project's compiler: the first that can be used of those that are installed for the file, for the current folder,
 * and for this package.
 *
 * @param file - The file that is checked; the current folder's project when none is named.
 * @throws {@link UsageError} when there is none.
 */
export function projectCompiler(file?: string): TypeScript {
  const found: string[] = [];
  for (const from of [path.resolve(file ?? "package.json"), path.resolve("package.json"), import.meta.url]) {
    const typescript = installedFor(from);
    if (typescript === undefined) continue;
    const fault = faultOf(typescript);
    if (fault === undefined) return typescript as TypeScript;
    found.push(fault);
  }
  const fault =
    found[0] ??
    `no TypeScript is installed for ${file === undefined ? "this folder" : path.relative("", file)}`;
  throw new UsageError(`${fault}: ${INSTALL}`);
}

function installedFor(from: string): Partial<TypeScript> | undefined {
  const require = createRequire(from);
  try {
    return require("typescript") as Partial<TypeScript>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** Why a TypeScript cannot be used, or undefined when it can. */
function faultOf({ version = "", createProgram }: Partial<TypeScript>): string | undefined {
  if (createProgram === undefined) return `TypeScript ${version} has no JavaScript API`;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  return isOld ? `TypeScript ${version} is older than ${OLDEST.join(".")}` : undefined;
}
