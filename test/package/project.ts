/** A project as a user has it: the packed package beside a TypeScript and an ESLint of the user's choice. */
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { install, root } from "./pack.js";

const modules = path.join(root, "node_modules");

/** What stands in a project's node_modules; what is left out is not there. */
export interface Versions {
  /** The dev dependency of this repository that stands as `typescript`. */
  readonly typescript?: "typescript" | "typescript-5.9" | "typescript-7";
  /** The dev dependency that stands as `eslint`; typescript-eslint comes with it. */
  readonly eslint?: "eslint" | "eslint-10";
}

/** What finds its `typescript` or `eslint` from where it lies, and so lies in the project itself. */
const WITH_PEERS = ["typescript-eslint", "@typescript-eslint", "ts-api-utils"];

/**
 * Lays a project out, with nothing from any network.
 *
 * @param folder - The project's folder; it must not exist.
 * @param files - The folder with the project's own files.
 * @param tarball - The packed package.
 */
export function layProject(folder: string, files: string, tarball: string, versions: Versions): void {
  cpSync(files, folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  install(folder, tarball);
  const target = path.join(folder, "node_modules");
  mkdirSync(path.join(target, "@types"));
  symlinkSync(path.join(modules, "@types/node"), path.join(target, "@types/node"));
  const { typescript, eslint } = versions;
  if (typescript !== undefined)
    cpSync(path.join(modules, typescript), path.join(target, "typescript"), { recursive: true });
  if (eslint === undefined) return;
  symlinkSync(path.join(modules, eslint), path.join(target, "eslint"));
  for (const name of WITH_PEERS)
    cpSync(path.join(modules, name), path.join(target, name), { recursive: true });
  for (const name of needed(target)) {
    mkdirSync(path.dirname(path.join(target, name)), { recursive: true });
    symlinkSync(path.join(modules, name), path.join(target, name));
  }
}

/** What the packages of WITH_PEERS depend on, and does not lie in a project yet; it finds its own where it comes from. */
function needed(target: string): Set<string> {
  const manifests = globSync(
    ["{typescript-eslint,ts-api-utils,@typescript-eslint/*}/{,node_modules/**/}package.json"],
    { cwd: target, absolute: true },
  );
  const names = manifests.flatMap((file) => {
    const { dependencies = {} } = JSON.parse(readFileSync(file, "utf8")) as { dependencies?: object };
    return Object.keys(dependencies);
  });
  return new Set(names.filter((name) => !existsSync(path.join(target, name))));
}

/** The configuration that docs/ownership/index.md tells a user to write, and the file that it names first. */
export const [, documentedConfig = "", documentedConfigFile = ""] =
  /^```ts twoslash\n(\/\/ (eslint\.config\.\w+)\n.*?)^```$/ms.exec(
    readFileSync(path.join(root, "docs/ownership/index.md"), "utf8"),
  ) ?? [];
